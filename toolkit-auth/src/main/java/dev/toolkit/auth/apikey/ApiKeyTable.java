package dev.toolkit.auth.apikey;

import dev.toolkit.auth.internal.JsonColumns;
import dev.toolkit.db.Assignment;
import dev.toolkit.db.BigInt;
import dev.toolkit.db.BigIntNull;
import dev.toolkit.db.Draft;
import dev.toolkit.db.Projection;
import dev.toolkit.db.Req10;
import dev.toolkit.db.Sql;
import dev.toolkit.db.Table;
import dev.toolkit.db.Text;
import dev.toolkit.db.TextNull;
import dev.toolkit.db.Time;
import dev.toolkit.db.TimeNull;
import dev.toolkit.db.Value;
import dev.toolkit.db.ValueNull;
import dev.toolkit.db.Writable;
import dev.toolkit.db.sql.Codec;
import dev.toolkit.db.sql.SqlType;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The table of API keys. */
final class ApiKeyTable extends Table<ApiKeyTable> {

  private static final SqlType<ApiKey.Status> STATUS =
      SqlType.varchar(16).mapped(ApiKey.Status.class, Codec.of(Enum::name, ApiKey.Status::valueOf));

  private static final SqlType<Duration> NANOS =
      SqlType.BIGINT.mapped(Duration.class, Codec.of(Duration::toNanos, Duration::ofNanos));

  // After the types, which its columns take.
  static final ApiKeyTable KEYS = new ApiKeyTable();

  final Text<ApiKeyTable> id = varchar("id", 64).primaryKey();

  /** In hexadecimal digits, which mean the same where a database compares without case. */
  final Text<ApiKeyTable> hash = character("hash", 64).unique();

  final Text<ApiKeyTable> ownerId = varchar("owner_id", 255);
  final Text<ApiKeyTable> name = varchar("name", 100);
  final Text<ApiKeyTable> start = varchar("start_shown", 64);
  final Value<ApiKeyTable, Set<String>> scopes = column("scopes", JsonColumns.STRINGS);
  final Value<ApiKeyTable, ApiKey.Status> status = column("status", STATUS);
  final Time<ApiKeyTable> createdAt = timestamptz("created_at");
  final TimeNull<ApiKeyTable> expiresAt = timestamptz("expires_at").nullable();
  final TimeNull<ApiKeyTable> lastUsedAt = timestamptz("last_used_at").nullable();
  final BigIntNull<ApiKeyTable> rateCount = bigint("rate_count").nullable();
  final ValueNull<ApiKeyTable, Duration> ratePeriod = column("rate_nanos", NANOS).nullable();
  final BigIntNull<ApiKeyTable> quotaCount = bigint("quota_count").nullable();
  final ValueNull<ApiKeyTable, Duration> quotaPeriod = column("quota_nanos", NANOS).nullable();
  final TextNull<ApiKeyTable> replacedBy = varchar("replaced_by", 64).nullable();
  final Value<ApiKeyTable, Map<String, String>> metadata =
      column("metadata", JsonColumns.STRING_MAP);
  final BigInt<ApiKeyTable> version = bigint("version");

  private final Req10<
          ApiKeyTable,
          String,
          String,
          String,
          String,
          String,
          Set<String>,
          ApiKey.Status,
          Instant,
          Map<String, String>,
          Long>
      required =
          required(id, hash, ownerId, name, start, scopes, status, createdAt, metadata, version);

  final Projection<StoredApiKey> row =
      Sql.row(
              id,
              hash,
              ownerId,
              Sql.row(name, start, replacedBy, Labels::new),
              scopes,
              status,
              createdAt,
              expiresAt,
              lastUsedAt,
              Sql.row(rateCount, ratePeriod, ApiKeyTable::limit),
              Sql.row(quotaCount, quotaPeriod, ApiKeyTable::limit),
              metadata,
              version,
              Columns::new)
          .map(Columns::toRow);

  private ApiKeyTable() {
    super("auth_api_keys");
    index("auth_api_keys_owner", ownerId, createdAt);
  }

  private static Optional<RateLimit> limit(Optional<Long> count, Optional<Duration> period) {
    return count.flatMap(number -> period.map(time -> new RateLimit(number, time)));
  }

  Draft<ApiKeyTable> draft(StoredApiKey row) {
    ApiKey key = row.key();
    Draft<ApiKeyTable> draft =
        required.of(
            key.id(),
            HexFormat.of().formatHex(row.hash()),
            key.ownerId(),
            key.name(),
            key.start(),
            key.scopes(),
            key.status(),
            key.createdAt(),
            key.metadata(),
            row.version());
    draft = with(draft, expiresAt, key.expiresAt());
    draft = with(draft, lastUsedAt, key.lastUsedAt());
    draft = with(draft, rateCount, key.rateLimit().map(RateLimit::count));
    draft = with(draft, ratePeriod, key.rateLimit().map(RateLimit::period));
    draft = with(draft, quotaCount, key.quota().map(RateLimit::count));
    draft = with(draft, quotaPeriod, key.quota().map(RateLimit::period));
    return with(draft, replacedBy, key.replacedBy());
  }

  private static <V> Draft<ApiKeyTable> with(
      Draft<ApiKeyTable> draft, Writable<ApiKeyTable, V> column, Optional<V> value) {
    return value.map(present -> draft.set(column, present)).orElse(draft);
  }

  /** Returns all columns but those that tell one key from another and when it was last used. */
  List<Assignment<ApiKeyTable>> assignments(StoredApiKey row) {
    ApiKey key = row.key();
    return List.of(
        hash.to(HexFormat.of().formatHex(row.hash())),
        name.to(key.name()),
        start.to(key.start()),
        scopes.to(key.scopes()),
        status.to(key.status()),
        orNull(expiresAt, key.expiresAt()),
        orNull(rateCount, key.rateLimit().map(RateLimit::count)),
        orNull(ratePeriod, key.rateLimit().map(RateLimit::period)),
        orNull(quotaCount, key.quota().map(RateLimit::count)),
        orNull(quotaPeriod, key.quota().map(RateLimit::period)),
        orNull(replacedBy, key.replacedBy()),
        metadata.to(key.metadata()),
        version.to(row.version()));
  }

  private static <V> Assignment<ApiKeyTable> orNull(
      Writable<ApiKeyTable, V> column, Optional<V> value) {
    return value.map(column::to).orElseGet(column::toNull);
  }

  /** Some of the columns, since a row takes sixteen at most. */
  private record Labels(String name, String start, Optional<String> replacedBy) {}

  /** The columns as the database yields them. */
  private record Columns(
      String id,
      String hash,
      String ownerId,
      Labels labels,
      Set<String> scopes,
      ApiKey.Status status,
      Instant createdAt,
      Optional<Instant> expiresAt,
      Optional<Instant> lastUsedAt,
      Optional<RateLimit> rateLimit,
      Optional<RateLimit> quota,
      Map<String, String> metadata,
      long version) {

    StoredApiKey toRow() {
      ApiKey key =
          ApiKey.builder(id, ownerId, createdAt)
              .name(labels.name)
              .start(labels.start)
              .scopes(scopes)
              .status(status)
              .expiresAt(expiresAt.orElse(null))
              .lastUsedAt(lastUsedAt.orElse(null))
              .rateLimit(rateLimit.orElse(null))
              .quota(quota.orElse(null))
              .replacedBy(labels.replacedBy.orElse(null))
              .metadata(metadata)
              .build();
      return StoredApiKey.of(key, HexFormat.of().parseHex(hash), version);
    }
  }
}
