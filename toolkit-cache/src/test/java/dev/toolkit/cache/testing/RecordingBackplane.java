package dev.toolkit.cache.testing;

import static java.util.Objects.requireNonNull;

import dev.toolkit.cache.layer.Backplane;
import dev.toolkit.cache.layer.Notice;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A backplane that remembers the notices sent through it, and can be cut.
 *
 * {@snippet :
 * var backplane = RecordingBackplane.over(MemoryBackplane.create());
 * backplane.cut();
 * backplane.mend();
 * }
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class RecordingBackplane implements Backplane {

  private final Backplane backplane;
  private final List<Notice> notices = new CopyOnWriteArrayList<>();
  private final List<Receiver> receivers = new CopyOnWriteArrayList<>();
  private volatile boolean isCut;

  private RecordingBackplane(Backplane backplane) {
    this.backplane = backplane;
  }

  /** Returns a backplane that does what that one does, until it is cut. */
  public static RecordingBackplane over(Backplane backplane) {
    return new RecordingBackplane(requireNonNull(backplane, "backplane"));
  }

  /** Loses all notices from now on, and tells the receivers so. */
  public void cut() {
    isCut = true;
    receivers.forEach(Receiver::onDisconnected);
  }

  /** Loses all notices from now on, and tells nobody, as a network may. */
  public void cutSilently() {
    isCut = true;
  }

  /** Carries notices again, and tells the receivers so. */
  public void mend() {
    isCut = false;
    receivers.forEach(Receiver::onConnected);
  }

  /** Returns the notices that were sent, those that were lost included. */
  public List<Notice> notices() {
    return List.copyOf(notices);
  }

  @Override
  public void publish(Notice notice) throws Exception {
    notices.add(notice);
    if (!isCut) {
      backplane.publish(notice);
    }
  }

  @Override
  public Subscription subscribe(String cache, Receiver receiver) {
    receivers.add(receiver);
    if (isCut) {
      receiver.onDisconnected();
    }
    Subscription subscription = backplane.subscribe(cache, receiver);
    return () -> {
      subscription.close();
      receivers.remove(receiver);
    };
  }

  @Override
  public void close() {
    backplane.close();
  }
}
