package dev.toolkit.cache.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A script that Redis runs as one step, and the name by which it remembers it. */
enum Script {

  /*
   * What is stored under a key: 32 characters of version; then, unless the entry is the memory of a
   * removal, eight hexadecimal digits with the length of the head, twelve with the life that it was
   * written with, in milliseconds, the head, the body.
   *
   * Versions are compared as strings, since numbers in Lua are doubles and would take neighbours
   * for equal. Lower-case hexadecimal digits come in their order in every locale. Anything that does
   * not start with a version was written by somebody else and counts as nothing.
   */

  /** Returns the value up to the end of its head and its remaining life, or nothing. */
  READ_HEAD(
      """
      local v = redis.pcall('GETRANGE', KEYS[1], 0, 51)
      if type(v) == 'table' then return {'', redis.call('PTTL', KEYS[1])} end
      if #v == 0 or #v == 32 then return nil end
      local n = tonumber(string.sub(v, 33, 40), 16)
      if n and n > 0 then v = v .. redis.call('GETRANGE', KEYS[1], 52, 51 + n) end
      return {v, redis.call('PTTL', KEYS[1])}
      """),

  /**
   * Stores a value with a life in milliseconds if its version is newer, and publishes a notice if
   * there is one: version, life, value, channel, notice.
   */
  WRITE(
      """
      local v = redis.pcall('GETRANGE', KEYS[1], 0, 31)
      if type(v) == 'string' and v >= ARGV[1] and #v == 32 and not string.find(v, '[^0-9a-f]') then
        return 0
      end
      redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[2])
      if ARGV[4] then redis.call('PUBLISH', ARGV[4], ARGV[5]) end
      return 1
      """),

  /** Deletes a key if it has a value: value. */
  RELEASE(
      """
      if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
      return 0
      """),

  /**
   * Decides on a request by the generic cell rate algorithm: interval in nanoseconds, burst. The
   * value is the theoretical arrival time in seconds and nanoseconds, apart since a double has no
   * room for both. Returns what was owed before, and the time: seconds, microseconds.
   */
  RATE_LIMIT(
      """
      local time = redis.call('TIME')
      local s, n = tonumber(time[1]), tonumber(time[2]) * 1000
      local debt = 0
      local v = redis.call('GET', KEYS[1])
      if v then
        local as, an = string.match(v, '^(%d+) (%d+)$')
        if as then debt = math.max(0, (tonumber(as) - s) * 1e9 + (tonumber(an) - n)) end
      end
      local interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
      if interval * burst - debt >= interval then
        local spent = debt + interval
        local at = n + spent
        local arrival = string.format('%.0f %.0f', s + math.floor(at / 1e9), at % 1e9)
        redis.call('SET', KEYS[1], arrival, 'PX', string.format('%.0f', math.ceil(spent / 1e6) + 1))
      end
      return {string.format('%.0f', debt), time[1], time[2]}
      """);

  private final String source;
  private final String digest;

  Script(String source) {
    this.source = source;
    this.digest = sha1(source.getBytes(StandardCharsets.UTF_8));
  }

  String source() {
    return source;
  }

  String digest() {
    return digest;
  }

  /** The digest is the script's name in the protocol of Redis, and guards nothing. */
  private static String sha1(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-1", e);
    }
  }
}
