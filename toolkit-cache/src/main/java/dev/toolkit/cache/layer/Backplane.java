package dev.toolkit.cache.layer;

/**
 * Carries notices between the nodes that share layers.
 *
 * <p>A backplane may lose notices while it is disconnected, but says that it was: the cache then
 * trusts nothing that it holds in memory until it has compared it. Notices of a node may come back
 * to it, and may come twice; order does not matter, since versions decide.
 *
 * <p>Implementations are safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public interface Backplane extends AutoCloseable {

  /** What a cache hears of a backplane, on any thread. It returns at once and does not throw. */
  interface Receiver {

    /** Tells of a change. */
    void onNotice(Notice notice);

    /** Tells that notices arrive again, after some may have been lost. */
    void onConnected();

    /** Tells that notices may be lost from now on. */
    void onDisconnected();
  }

  /** A receiver's place on a backplane. */
  interface Subscription extends AutoCloseable {

    /** Ends the subscription; when it returns, the receiver hears nothing more. */
    @Override
    void close();
  }

  /**
   * Sends the notice to all other receivers of its cache.
   *
   * @throws Exception if it cannot be sent
   */
  void publish(Notice notice) throws Exception;

  /**
   * Tells the receiver of all notices of a cache from now on. If the backplane is not connected, it
   * calls {@link Receiver#onDisconnected} before this returns.
   *
   * @param cache the name of the cache with its prefix
   */
  Subscription subscribe(String cache, Receiver receiver);

  /** Ends all subscriptions. Caches do not close the backplane that they are given. */
  @Override
  void close();
}
