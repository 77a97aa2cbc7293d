package dev.toolkit.auth.jwt;

import dev.toolkit.auth.AuthException.Code;
import dev.toolkit.auth.jwt.TokenResult.Rejected;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What claims must be like: RFC 7519, section 4.1. */
final class ClaimRules {

  private final @Nullable String issuer;
  private final List<String> audiences;
  private final boolean requiresExpiry;
  private final long leeway;
  private final long maxAge;
  private final List<String> required;
  private final Function<Claims, @Nullable Rejected> profile;
  private final InstantSource clock;

  ClaimRules(JwtVerifier.Builder builder) {
    this.issuer = builder.issuer;
    this.audiences = builder.audiences;
    this.requiresExpiry = builder.requiresExpiry;
    this.leeway = builder.leeway.toMillis();
    this.maxAge = builder.maxAge == null ? Long.MAX_VALUE : builder.maxAge.toMillis();
    this.required = List.copyOf(builder.required);
    this.profile = builder.profile;
    this.clock = builder.clock;
  }

  /** Returns why the claims are refused, or null if they are not. */
  @Nullable Rejected check(Claims claims) {
    Rejected rejected = checkTimes(claims, clock.millis());
    if (rejected == null) {
      rejected = checkParties(claims);
    }
    if (rejected == null) {
      rejected = checkRequired(claims);
    }
    return rejected == null ? profile.apply(claims) : rejected;
  }

  private @Nullable Rejected checkTimes(Claims claims, long now) {
    long expiresAt = claims.expiresAtMillis();
    if (expiresAt == Claims.ABSENT) {
      if (requiresExpiry) {
        return new Rejected(Code.CLAIM, "claim exp is missing");
      }
    } else if (now - leeway >= expiresAt) {
      return expired("expired " + seconds(now - expiresAt) + " ago");
    }
    long notBefore = claims.notBeforeMillis();
    if (notBefore != Claims.ABSENT && notBefore > now + leeway) {
      return early("valid in " + seconds(notBefore - now));
    }
    return checkIssuedAt(claims.issuedAtMillis(), now);
  }

  private @Nullable Rejected checkIssuedAt(long issuedAt, long now) {
    if (issuedAt == Claims.ABSENT) {
      return maxAge == Long.MAX_VALUE ? null : new Rejected(Code.CLAIM, "claim iat is missing");
    }
    if (issuedAt > now + leeway) {
      return early("issued in " + seconds(issuedAt - now));
    }
    return now - issuedAt - leeway > maxAge
        ? expired("issued " + seconds(now - issuedAt) + " ago, more than the maximum age")
        : null;
  }

  private Rejected expired(String what) {
    return new Rejected(Code.EXPIRED, what + skew());
  }

  private Rejected early(String what) {
    return new Rejected(Code.NOT_YET_VALID, what + skew());
  }

  private String skew() {
    return " (clock skew allowed: " + seconds(leeway) + ")";
  }

  private static String seconds(long millis) {
    return Duration.ofMillis(millis).toSeconds() + " s";
  }

  private @Nullable Rejected checkParties(Claims claims) {
    if (issuer != null && !issuer.equals(claims.issuerOrNull())) {
      return new Rejected(Code.ISSUER, "issued by somebody else than " + issuer);
    }
    if (!audiences.isEmpty() && !hasAudience(claims.audience())) {
      return new Rejected(Code.AUDIENCE, "meant for somebody else than " + audiences);
    }
    return null;
  }

  private boolean hasAudience(List<String> actual) {
    for (int i = 0; i < actual.size(); i++) {
      if (audiences.contains(actual.get(i))) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Rejected checkRequired(Claims claims) {
    for (int i = 0; i < required.size(); i++) {
      if (!claims.contains(required.get(i))) {
        return new Rejected(Code.CLAIM, "claim " + required.get(i) + " is missing");
      }
    }
    return null;
  }
}
