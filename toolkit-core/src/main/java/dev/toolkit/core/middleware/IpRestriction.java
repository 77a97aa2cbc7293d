package dev.toolkit.core.middleware;

import dev.toolkit.core.Context;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.IpAddress;
import dev.toolkit.core.http.IpRange;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets requests pass by the address that they come from, and answers all others with 403.
 *
 * {@snippet :
 * IpRestriction.allowing("10.0.0.0/8", "2001:db8::/32").withDenied("10.6.6.6");
 * }
 *
 * <p>What is denied is denied, whatever is allowed. A request of which the address is not known
 * passes only where nothing but denied addresses is declared. Behind a proxy every request comes
 * from the proxy: see {@link TrustedProxies}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class IpRestriction implements Middleware {

  private final List<IpRange> allowed;
  private final List<IpRange> denied;

  private IpRestriction(List<IpRange> allowed, List<IpRange> denied) {
    this.allowed = allowed;
    this.denied = denied;
  }

  /**
   * Returns the middleware that lets these addresses pass, and no others.
   *
   * @throws IllegalArgumentException if there is none, or one is not a range of addresses
   */
  public static IpRestriction allowing(String... ranges) {
    return new IpRestriction(parse(ranges), List.of());
  }

  /**
   * Returns the middleware that lets all addresses pass but these.
   *
   * @throws IllegalArgumentException if there is none, or one is not a range of addresses
   */
  public static IpRestriction denying(String... ranges) {
    return new IpRestriction(List.of(), parse(ranges));
  }

  /**
   * Returns this middleware, denying these addresses besides those denied already.
   *
   * @throws IllegalArgumentException if there is none, or one is not a range of addresses
   */
  public IpRestriction withDenied(String... ranges) {
    List<IpRange> all = new ArrayList<>(denied);
    all.addAll(parse(ranges));
    return new IpRestriction(allowed, List.copyOf(all));
  }

  private static List<IpRange> parse(String... ranges) {
    if (ranges.length == 0) {
      throw new IllegalArgumentException("IpRestriction needs at least one range of addresses");
    }
    List<IpRange> parsed = new ArrayList<>(ranges.length);
    for (String range : ranges) {
      parsed.add(IpRange.parse(range));
    }
    return List.copyOf(parsed);
  }

  @Override
  public Response handle(Context c, Next next) {
    IpAddress address = c.request().peer().flatMap(IpAddress::find).orElse(null);
    boolean passes =
        address == null
            ? allowed.isEmpty()
            : !contains(denied, address) && (allowed.isEmpty() || contains(allowed, address));
    return passes ? next.handle(c) : Problem.of(403).toResponse();
  }

  private static boolean contains(List<IpRange> ranges, IpAddress address) {
    for (IpRange range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
