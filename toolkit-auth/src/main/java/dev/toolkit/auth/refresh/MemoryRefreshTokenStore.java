package dev.toolkit.auth.refresh;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Keeps refresh tokens in memory: for tests, and applications of one process whose users may have
 * to log in again after a restart.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class MemoryRefreshTokenStore implements RefreshTokenStore {

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, StoredRefreshToken> tokens = new HashMap<>();

  private MemoryRefreshTokenStore() {}

  /** Returns an empty store. */
  public static MemoryRefreshTokenStore create() {
    return new MemoryRefreshTokenStore();
  }

  @Override
  public void insert(StoredRefreshToken token) {
    locked(() -> {
      tokens.put(token.hash(), token);
      return true;
    });
  }

  @Override
  public Optional<StoredRefreshToken> find(String hash) {
    return locked(() -> Optional.ofNullable(tokens.get(hash)));
  }

  @Override
  public boolean rotate(String usedHash, StoredRefreshToken next) {
    return locked(() -> {
      StoredRefreshToken token = tokens.get(usedHash);
      if (token == null || token.used()) {
        return false;
      }
      tokens.put(usedHash, token.asUsed());
      tokens.put(next.hash(), next);
      return true;
    });
  }

  @Override
  public void revokeFamily(String family) {
    remove(token -> token.family().equals(family));
  }

  @Override
  public void revokeSubject(String subject) {
    remove(token -> token.grant().subject().equals(subject));
  }

  @Override
  public int removeExpired(Instant before) {
    return remove(token -> token.expiresAt().isBefore(before));
  }

  private int remove(Predicate<StoredRefreshToken> which) {
    return locked(() -> {
      int size = tokens.size();
      tokens.values().removeIf(which);
      return size - tokens.size();
    });
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
