package dev.toolkit.cache.redis;

import static java.util.Objects.requireNonNull;

import dev.toolkit.cache.layer.Backplane;
import dev.toolkit.cache.layer.Layer;
import dev.toolkit.cache.layer.Listing;
import dev.toolkit.cache.layer.NodeLocks;
import dev.toolkit.cache.layer.Notice;
import dev.toolkit.cache.layer.Stored;
import dev.toolkit.cache.layer.Version;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.protocol.RedisCommand;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Entries under their keys in Redis, written by scripts that compare versions. */
final class RedisLayer implements Layer, NodeLocks {

  private static final int LIFE_START = Version.TEXT_LENGTH + 8;
  private static final int LIFE_DIGITS = 12;
  private static final int HEAD_START = LIFE_START + LIFE_DIGITS;

  /** How many keys the server looks at in one step of a listing. */
  private static final int SCAN_STEP = 1_000;

  /** So many small entries are read and written in about the time of one. */
  private static final int BATCH = 100;

  /** No key of an entry starts like this, since a percent sign is escaped in them. */
  private static final String LOCK_PREFIX = "%lock:";

  /*
   * An entry is read by PTTL and GET, sent together, since a script costs the server several times
   * as much. Another node's write may come between the two. The life that is asked for first is then
   * that of the entry before; so each entry also says what life it was written with, and the shorter
   * of the two counts. If nothing came between, that is the answer of PTTL. If something did, the
   * entry that was read is as good as new, and lives at least as long as it was written to.
   */

  private final Redis redis;

  RedisLayer(Redis redis) {
    this.redis = redis;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public Optional<Stored> read(String key) throws Exception {
    long deadline = redis.deadline();
    var question = new Question(bytes(key));
    redis.send(question.commands());
    return answer(question, deadline);
  }

  private Optional<Stored> answer(Question question, long deadline) throws Exception {
    byte[] value = question.value(redis, deadline);
    return value == null || value.length == Version.TEXT_LENGTH
        ? Optional.empty()
        : Optional.of(parse(value, remaining(redis.await(question.remaining, deadline))));
  }

  @Override
  public Optional<Stored> readHead(String key) throws Exception {
    return stored(redis.run(Script.READ_HEAD, ScriptOutputType.MULTI, bytes(key)))
        .map(Stored::withoutBody);
  }

  @Override
  public Map<String, Stored> readAll(Collection<String> keys) throws Exception {
    long deadline = redis.deadline();
    Map<String, Question> questions = new LinkedHashMap<>();
    List<RedisCommand<byte[], byte[], ?>> commands = new ArrayList<>();
    for (String key : keys) {
      var question = new Question(bytes(key));
      questions.put(key, question);
      commands.addAll(question.commands());
    }
    redis.send(commands);
    Map<String, Stored> found = new LinkedHashMap<>();
    for (Map.Entry<String, Question> next : questions.entrySet()) {
      answer(next.getValue(), deadline).ifPresent(stored -> found.put(next.getKey(), stored));
    }
    return found;
  }

  @Override
  public int batchSize() {
    return BATCH;
  }

  private static Optional<Stored> stored(@Nullable List<Object> answer) {
    if (answer == null || answer.size() < 2 || !(answer.get(0) instanceof byte[] value)) {
      return Optional.empty();
    }
    return Optional.of(parse(value, remaining((Long) answer.get(1))));
  }

  /** A key that somebody else has written may have no end. */
  private static Duration remaining(long millis) {
    return millis < 0 ? Stored.LONGEST : Duration.ofMillis(Math.max(1, millis));
  }

  /** What is no entry is handed on as one whose head cannot be read. */
  private static Stored parse(byte[] value, Duration remaining) {
    try {
      Version version = Version.parse(ascii(value, 0, Version.TEXT_LENGTH));
      int headLength = HexFormat.fromHexDigits(ascii(value, Version.TEXT_LENGTH, LIFE_START));
      long life = HexFormat.fromHexDigitsToLong(ascii(value, LIFE_START, HEAD_START));
      int bodyStart = Math.addExact(HEAD_START, headLength);
      if (headLength >= 0 && life > 0 && bodyStart <= value.length) {
        byte[] head = Arrays.copyOfRange(value, HEAD_START, bodyStart);
        return Stored.of(
            version,
            shorter(remaining, Duration.ofMillis(life)),
            head,
            Arrays.copyOfRange(value, bodyStart, value.length));
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      // Not ours.
    }
    return Stored.of(new Version(0, 0), remaining, new byte[] {0}, new byte[0]);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static String ascii(byte[] value, int start, int end) {
    if (value.length < end) {
      throw new IllegalArgumentException("Value is too short to be an entry");
    }
    return new String(value, start, end - start, StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean write(String key, Stored entry) throws Exception {
    return put(key, entry.version(), entry.remaining(), value(entry));
  }

  @Override
  public boolean write(String key, Stored entry, Notice notice) throws Exception {
    return put(key, entry.version(), entry.remaining(), value(entry), notice);
  }

  @Override
  public Set<String> writeAll(Map<String, Stored> entries) throws Exception {
    Map<String, byte[][]> puts = new LinkedHashMap<>();
    entries.forEach(
        (key, entry) -> puts.put(key, put(entry.version(), entry.remaining(), value(entry))));
    return putAll(puts);
  }

  @Override
  public Set<String> writeAll(Map<String, Stored> entries, Map<String, Notice> notices)
      throws Exception {
    Map<String, byte[][]> puts = new LinkedHashMap<>();
    for (Map.Entry<String, Stored> next : entries.entrySet()) {
      Stored entry = next.getValue();
      Notice notice = requireNonNull(notices.get(next.getKey()), "notice");
      puts.put(next.getKey(), put(entry.version(), entry.remaining(), value(entry), notice));
    }
    return putAll(puts);
  }

  private Set<String> putAll(Map<String, byte[][]> puts) throws Exception {
    Map<String, Object> answers = redis.runAll(Script.WRITE, ScriptOutputType.INTEGER, puts);
    answers.values().removeIf(answer -> !isTrue(answer));
    return answers.keySet();
  }

  @Override
  public boolean remove(String key, Version version, Duration memory) throws Exception {
    return put(key, version, memory, bytes(version.text()));
  }

  @Override
  public boolean remove(String key, Version version, Duration memory, Notice notice)
      throws Exception {
    return put(key, version, memory, bytes(version.text()), notice);
  }

  private static byte[] value(Stored entry) {
    byte[] head = entry.head();
    byte[] body = entry.body();
    return ByteBuffer.allocate(HEAD_START + head.length + body.length)
        .put(bytes(entry.version().text()))
        .put(bytes(HexFormat.of().toHexDigits(head.length)))
        .put(bytes(HexFormat.of().toHexDigits(millisOf(entry.remaining()), LIFE_DIGITS)))
        .put(head)
        .put(body)
        .array();
  }

  private boolean put(String key, Version version, Duration life, byte[] value) throws Exception {
    return put(key, put(version, life, value));
  }

  private boolean put(String key, byte[][] values) throws Exception {
    return isTrue(redis.run(Script.WRITE, ScriptOutputType.INTEGER, bytes(key), values));
  }

  private static byte[][] put(Version version, Duration life, byte[] value) {
    return new byte[][] {bytes(version.text()), millis(life), value};
  }

  private static byte[][] put(Version version, Duration life, byte[] value, Notice notice) {
    return new byte[][] {
      bytes(version.text()),
      millis(life),
      value,
      RedisBackplane.channel(notice.cache()),
      bytes(notice.text())
    };
  }

  private boolean put(String key, Version version, Duration life, byte[] value, Notice notice)
      throws Exception {
    return put(key, put(version, life, value, notice));
  }

  private static boolean isTrue(Object answer) {
    return Long.valueOf(1).equals(answer);
  }

  private static byte[] millis(Duration life) {
    return bytes(Long.toString(millisOf(life)));
  }

  private static long millisOf(Duration life) {
    return Math.max(1, life.toMillis());
  }

  /**
   * Redis has no order of keys, so each page looks at all of them and keeps those that come next. A
   * key that is there all the time is on exactly one page, whatever is written meanwhile.
   */
  @Override
  public Listing list(String prefix, int limit, String cursor) throws Exception {
    List<Listing.Key> page = new ArrayList<>();
    byte[] after = bytes(cursor);
    while (true) {
      List<byte[]> next = nextKeys(prefix, after, limit + 1 - page.size());
      Map<String, Stored> heads = heads(next);
      for (byte[] key : next) {
        Stored head = heads.get(text(key));
        if (head == null) {
          continue;
        }
        if (page.size() == limit) {
          return Listing.before(page.get(limit - 1).key(), page);
        }
        page.add(new Listing.Key(text(key), head));
      }
      if (next.size() < limit + 1) {
        return Listing.last(page);
      }
      after = next.get(next.size() - 1);
    }
  }

  private Map<String, Stored> heads(List<byte[]> keys) throws Exception {
    Map<String, byte[][]> questions = new LinkedHashMap<>();
    keys.forEach(key -> questions.put(text(key), new byte[0][]));
    Map<String, Stored> heads = new LinkedHashMap<>();
    Map<String, @Nullable List<Object>> answers =
        redis.runAll(Script.READ_HEAD, ScriptOutputType.MULTI, questions);
    answers.forEach(
        (key, answer) -> stored(answer).ifPresent(stored -> heads.put(key, stored.withoutBody())));
    return heads;
  }

  private List<byte[]> nextKeys(String prefix, byte[] after, int limit) throws Exception {
    TreeSet<byte[]> next = new TreeSet<>(Arrays::compareUnsigned);
    ScanArgs args = ScanArgs.Builder.matches(literally(prefix) + "*").limit(SCAN_STEP);
    KeyScanCursor<byte[]> cursor = redis.await(redis.commands().scan(args));
    while (true) {
      for (byte[] key : cursor.getKeys()) {
        if (Arrays.compareUnsigned(key, after) > 0 && next.add(key) && next.size() > limit) {
          next.pollLast();
        }
      }
      if (cursor.isFinished()) {
        return List.copyOf(next);
      }
      cursor = redis.await(redis.commands().scan(cursor, args));
    }
  }

  private static String literally(String prefix) {
    var pattern = new StringBuilder(prefix.length() + 8);
    for (int i = 0; i < prefix.length(); i++) {
      char c = prefix.charAt(i);
      if ("*?[]\\^-".indexOf(c) >= 0) {
        pattern.append('\\');
      }
      pattern.append(c);
    }
    return pattern.toString();
  }

  @Override
  public boolean announces(Backplane backplane) {
    return redis.backplane().equals(backplane);
  }

  @Override
  public Optional<Duration> timeLimit() {
    return Optional.of(redis.timeout());
  }

  @Override
  public Optional<Instant> time() throws Exception {
    List<byte[]> time = redis.await(redis.commands().time());
    return Optional.of(
        Instant.ofEpochSecond(
            Long.parseLong(text(time.get(0))), 1_000 * Long.parseLong(text(time.get(1)))));
  }

  @Override
  public Optional<NodeLocks> locks() {
    return Optional.of(this);
  }

  @Override
  public boolean acquire(String key, String token, Duration lease) throws Exception {
    SetArgs ifFree = SetArgs.Builder.nx().px(Math.max(1, lease.toMillis()));
    return "OK"
        .equals(redis.await(redis.commands().set(bytes(LOCK_PREFIX + key), bytes(token), ifFree)));
  }

  @Override
  public void release(String key, String token) throws Exception {
    redis.run(Script.RELEASE, ScriptOutputType.INTEGER, bytes(LOCK_PREFIX + key), bytes(token));
  }

  /** The connection is closed by who made it. */
  @Override
  public void close() {}
}
