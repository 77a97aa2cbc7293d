package dev.toolkit.cache.redis;

import static java.util.Objects.requireNonNull;

import io.lettuce.core.RedisURI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads addresses of Redis. */
final class Address {

  /*
   * lettuce takes what it cannot read for the name of a host, "host:port" as well as a password
   * before it, tries to resolve that for ever, and has it in the messages of its failures. So the
   * form is checked first. Messages here repeat nothing of an address, which may hold a password.
   */

  private static final String HOST = "(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?";

  private static final Pattern FORM =
      Pattern.compile(
          "rediss?(?<sentinel>-sentinel)?://(?:[^/?#]*@)?(?<hosts>HOST(?:,HOST)*)"
                  .replace("HOST", HOST)
              + "(?:/[0-9]*)?(?:\\?[^#]*)?(?:#(?<main>.+))?");

  private static final Pattern PORT = Pattern.compile(":([0-9]{1,5})(?:,|$)");

  private static final int MAX_PORT = 65_535;

  private Address() {}

  /**
   * Returns what lettuce makes of an address.
   *
   * @throws IllegalArgumentException if it is malformed
   * @throws IllegalStateException if lettuce is not there
   */
  static RedisURI parse(String address) {
    requireNonNull(address, "uri");
    if (!isWellFormed(address)) {
      throw malformed(address);
    }
    try {
      return RedisURI.create(address);
    } catch (IllegalArgumentException e) {
      throw malformed(address);
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException("Redis needs lettuce: add io.lettuce:lettuce-core", e);
    }
  }

  private static boolean isWellFormed(String address) {
    Matcher form = FORM.matcher(address);
    if (!form.matches()) {
      return false;
    }
    boolean isSentinel = form.group("sentinel") != null;
    String hosts = form.group("hosts");
    // Sentinels are asked for a server by its name; whoever needs none has one server.
    return isSentinel == (form.group("main") != null)
        && (isSentinel || hosts.indexOf(',') < 0)
        && PORT.matcher(hosts).results().allMatch(port -> isPort(port.group(1)));
  }

  private static boolean isPort(String digits) {
    int port = Integer.parseInt(digits);
    return port > 0 && port <= MAX_PORT;
  }

  private static IllegalArgumentException malformed(String address) {
    return new IllegalArgumentException(
        "Address of Redis must be redis://host:port, rediss://host:port or"
            + " redis-sentinel://host:port,host:port#name: found "
            + address.length()
            + " other characters");
  }
}
