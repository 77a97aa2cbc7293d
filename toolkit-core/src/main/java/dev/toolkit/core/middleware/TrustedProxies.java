package dev.toolkit.core.middleware;

import dev.toolkit.core.http.IpAddress;
import dev.toolkit.core.http.IpRange;
import dev.toolkit.core.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Believes what proxies of ours say of the client: address, scheme and host of the request become
 * those of the client. It is a step, declared by {@code routes.rewrite(…)}.
 *
 * {@snippet :
 * routes.rewrite(TrustedProxies.conventional("10.0.0.0/8"));
 * }
 *
 * <p>Anybody can send these headers. So they are read only if the request comes from a trusted
 * address, and then from the end, since each proxy appends: as long as an address is that of a
 * trusted proxy, the element before it is believed. The first that is not is the client, and what
 * stands before it is the client's own invention. An address that a proxy hides or garbles makes
 * the client unknown: {@code request.peer()} is empty then.
 *
 * <p>Choose the headers that your proxies really set, and overwrite or append to: a proxy that
 * knows only one kind passes the other kind on as the client wrote it.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class TrustedProxies implements UnaryOperator<Request> {

  private final List<IpRange> trusted;
  private final boolean isStandard;

  private TrustedProxies(List<IpRange> trusted, boolean isStandard) {
    this.trusted = trusted;
    this.isStandard = isStandard;
  }

  /**
   * Returns the step that reads {@code Forwarded} (RFC 7239).
   *
   * @param ranges the addresses of the proxies, such as {@code 10.0.0.0/8}
   * @throws IllegalArgumentException if there is none, or one is not a range of addresses
   */
  public static TrustedProxies standard(String... ranges) {
    return new TrustedProxies(parse(ranges), true);
  }

  /**
   * Returns the step that reads {@code X-Forwarded-For}, {@code X-Forwarded-Proto} and {@code
   * X-Forwarded-Host}. Of the latter two the last value counts.
   *
   * @param ranges the addresses of the proxies, such as {@code 10.0.0.0/8}
   * @throws IllegalArgumentException if there is none, or one is not a range of addresses
   */
  public static TrustedProxies conventional(String... ranges) {
    return new TrustedProxies(parse(ranges), false);
  }

  private static List<IpRange> parse(String... ranges) {
    if (ranges.length == 0) {
      throw new IllegalArgumentException("TrustedProxies needs at least one range of addresses");
    }
    List<IpRange> parsed = new ArrayList<>(ranges.length);
    for (String range : ranges) {
      parsed.add(IpRange.parse(range));
    }
    return List.copyOf(parsed);
  }

  @Override
  public Request apply(Request request) {
    Optional<IpAddress> peer = request.peer().flatMap(IpAddress::find);
    if (peer.isEmpty() || !isTrusted(peer.get())) {
      return request;
    }
    Forwarding said = isStandard ? Forwarding.standard(request) : Forwarding.conventional(request);
    return said.hops().isEmpty() ? request : behind(request, client(said.hops()));
  }

  /** Returns the last hop that does not lead to a trusted proxy, or the first one. */
  private Forwarding.Hop client(List<Forwarding.Hop> hops) {
    int i = hops.size() - 1;
    while (i > 0 && isTrusted(hops.get(i).address())) {
      i--;
    }
    return hops.get(i);
  }

  private boolean isTrusted(@Nullable IpAddress address) {
    if (address != null) {
      for (IpRange range : trusted) {
        if (range.contains(address)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Request behind(Request request, Forwarding.Hop client) {
    IpAddress address = client.address();
    String scheme = client.scheme();
    String host = client.host();
    Request.Builder changed = request.toBuilder();
    changed.peer(address == null ? null : address.toString());
    if (scheme != null) {
      changed.scheme(scheme);
    }
    if (host != null) {
      changed.host(host);
    }
    return changed.build();
  }

  /** Returns the ranges. */
  @Override
  public String toString() {
    return "TrustedProxies" + trusted;
  }
}
