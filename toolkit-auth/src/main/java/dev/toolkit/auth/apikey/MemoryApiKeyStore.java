package dev.toolkit.auth.apikey;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps API keys in the memory of this process, for tests and trials.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class MemoryApiKeyStore implements ApiKeyStore {

  private final ReentrantLock lock = new ReentrantLock();

  /** Both guarded by the lock, and always of the same rows. */
  private final Map<String, StoredApiKey> byId = new HashMap<>();

  private final Map<ByteBuffer, StoredApiKey> byHash = new HashMap<>();

  private MemoryApiKeyStore() {}

  /** Returns an empty store. */
  public static MemoryApiKeyStore create() {
    return new MemoryApiKeyStore();
  }

  @Override
  public void insert(StoredApiKey row) {
    lock.lock();
    try {
      if (byId.containsKey(row.key().id()) || byHash.containsKey(hashOf(row))) {
        throw new IllegalStateException("There is a key " + row.key().id() + " or of this hash");
      }
      put(row);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<StoredApiKey> findByHash(byte[] hash) {
    return find(byHash, ByteBuffer.wrap(hash));
  }

  @Override
  public Optional<StoredApiKey> find(String id) {
    return find(byId, id);
  }

  private <K> Optional<StoredApiKey> find(Map<K, StoredApiKey> rows, K key) {
    lock.lock();
    try {
      return Optional.ofNullable(rows.get(key));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<ApiKey> ofOwner(String ownerId) {
    lock.lock();
    try {
      return byId.values().stream()
          .map(StoredApiKey::key)
          .filter(key -> key.ownerId().equals(ownerId))
          .sorted(Comparator.comparing(ApiKey::createdAt).thenComparing(ApiKey::id))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean update(StoredApiKey row) {
    lock.lock();
    try {
      StoredApiKey known = byId.get(row.key().id());
      if (known == null || known.version() != row.version() - 1) {
        return false;
      }
      byHash.remove(hashOf(known));
      put(row);
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void touch(Map<String, Instant> lastUsed) {
    lock.lock();
    try {
      lastUsed.forEach(this::touch);
    } finally {
      lock.unlock();
    }
  }

  private void touch(String id, Instant time) {
    StoredApiKey known = byId.get(id);
    if (known != null && isNewer(time, known.key().lastUsedAt().orElse(null))) {
      ApiKey touched = known.key().toBuilder().lastUsedAt(time).build();
      put(StoredApiKey.of(touched, known.hash(), known.version()));
    }
  }

  private static boolean isNewer(Instant time, @Nullable Instant known) {
    return known == null || time.isAfter(known);
  }

  private void put(StoredApiKey row) {
    byId.put(row.key().id(), row);
    byHash.put(hashOf(row), row);
  }

  private static ByteBuffer hashOf(StoredApiKey row) {
    return ByteBuffer.wrap(row.hash());
  }

  /** Returns the number of keys. */
  @Override
  public String toString() {
    lock.lock();
    try {
      return "MemoryApiKeyStore[" + byId.size() + "]";
    } finally {
      lock.unlock();
    }
  }
}
