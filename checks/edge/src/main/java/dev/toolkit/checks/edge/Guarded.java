package dev.toolkit.checks.edge;

import dev.toolkit.core.Context;
import dev.toolkit.core.Routes;
import dev.toolkit.core.SignedCookies;
import dev.toolkit.core.http.EventStream;
import dev.toolkit.core.http.Part;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.http.ResponseCookie;
import dev.toolkit.core.http.ServerEvent;
import dev.toolkit.core.middleware.ETags;
import dev.toolkit.core.middleware.IpRestriction;
import dev.toolkit.core.middleware.LanguageDetection;
import dev.toolkit.core.middleware.PrettyJson;
import dev.toolkit.core.middleware.Ranges;
import dev.toolkit.core.middleware.RateLimit;
import dev.toolkit.core.middleware.RateLimitRule;
import dev.toolkit.core.middleware.SecureHeaders;
import dev.toolkit.core.middleware.ServerTiming;
import java.time.Duration;
import java.util.Map;

/** The kernel's further middleware, and what goes with it. */
final class Guarded {

  private static final SignedCookies COOKIES = SignedCookies.of(new byte[32]);

  private Guarded() {}

  static void declare(Routes guarded) {
    guarded
        .use(SecureHeaders.create(), ServerTiming.create(), Ranges.create(), ETags.create())
        .use(LanguageDetection.supporting("en", "de-AT"), PrettyJson.create())
        .use(IpRestriction.denying("2001:db8::/32"))
        .get("/text", c -> c.text("0123456789 ✓"))
        .get("/json", c -> c.json(Map.of("language", c.require(LanguageDetection.LANGUAGE))))
        .get("/peer", c -> c.text(c.request().peer().orElse("?") + " " + c.request().scheme()))
        .get(
            "/version",
            c ->
                c.text("one")
                    .withHeader("ETag", "\"v1\"")
                    .withHeader("Last-Modified", "Tue, 14 Nov 2023 22:13:20 GMT"))
        .get("/sign", Guarded::sign)
        .get("/signed", c -> c.text(COOKIES.find(c, "user").orElse("nobody")))
        .get("/events", c -> Response.events(Guarded::events))
        .post("/form", Guarded::form)
        .post("/parts", Guarded::parts)
        .group(
            "/limited",
            limited -> limited.use(limit()).get("/{when}", c -> c.text(c.param("when"))));
  }

  private static RateLimit limit() {
    RateLimitRule rule = RateLimitRule.of(2, Duration.ofMinutes(1));
    return RateLimit.of(
            "minute",
            rule,
            (key, taken, clock) -> {
              long now = clock.nanoTime();
              return taken.decide(key.endsWith("over") ? now + 100_000_000_000L : now, now);
            })
        .withKey(c -> c.request().path());
  }

  private static Response sign(Context c) {
    ResponseCookie cookie = ResponseCookie.builder("user", "ada").path("/").build();
    return c.text("signed").withCookie(COOKIES.sign(c.env(), cookie));
  }

  private static void events(EventStream events) throws Exception {
    events.send(ServerEvent.of("one\ntwo ✓").withId("1").withType("note"));
    events.heartbeat();
  }

  private static Response form(Context c) {
    return c.text(c.form().all("a").toString());
  }

  private static Response parts(Context c) throws Exception {
    var told = new StringBuilder();
    c.multipart()
        .forEach((Part part) ->
            told.append(part.name())
                .append('=')
                .append(part.text())
                .append(part.isFile())
                .append(';'));
    return c.text(told.toString());
  }
}
