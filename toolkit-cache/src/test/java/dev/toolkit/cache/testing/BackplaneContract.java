package dev.toolkit.cache.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.cache.layer.Backplane;
import dev.toolkit.cache.layer.Notice;
import dev.toolkit.cache.layer.Version;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What every backplane promises, as tests: a test class of a backplane implements this.
 *
 * <p>Implementations are used by one thread at a time.
 *
 * @since 0.1.0
 */
@SuppressWarnings("try") // subscriptions are open while the block runs, and not asked anything
public interface BackplaneContract {

  /** How long a notice may take. */
  Duration PATIENCE = Duration.ofSeconds(5);

  /** Returns the backplane under test, connected and the same for each call in one test. */
  Backplane backplane() throws Exception;

  /** A receiver that keeps what it hears. */
  final class Heard implements Backplane.Receiver {
    private final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();

    @Override
    public void onNotice(Notice notice) {
      notices.add(notice);
    }

    @Override
    public void onConnected() {}

    @Override
    public void onDisconnected() {}

    Notice next() throws InterruptedException {
      Notice notice = notices.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(notice).as("a notice within " + PATIENCE).isNotNull();
      return notice;
    }
  }

  private static Version version(int stamp) {
    return new Version(stamp, 7);
  }

  @Test
  default void publish_reachesAllReceiversOfTheCache() throws Exception {
    var first = new Heard();
    var second = new Heard();
    List<Notice> sent =
        List.of(
            Notice.key("c", "k:\r\n\0{x}", version(1)),
            Notice.tag("c", "t", version(2)),
            Notice.clear("c", version(3)));
    try (Backplane.Subscription one = backplane().subscribe("c", first);
        Backplane.Subscription two = backplane().subscribe("c", second)) {
      for (Notice notice : sent) {
        backplane().publish(notice);
      }

      assertThat(List.of(first.next(), first.next(), first.next())).isEqualTo(sent);
      assertThat(List.of(second.next(), second.next(), second.next())).isEqualTo(sent);
    }
  }

  @Test
  default void publish_toAnotherCacheIsNotHeard() throws Exception {
    var heard = new Heard();
    try (Backplane.Subscription subscription = backplane().subscribe("c", heard)) {
      backplane().publish(Notice.key("c2", "k", version(1)));
      backplane().publish(Notice.key("c", "own", version(2)));

      assertThat(heard.next()).isEqualTo(Notice.key("c", "own", version(2)));
    }
  }

  @Test
  default void subscription_closed() throws Exception {
    var closed = new Heard();
    var open = new Heard();
    try (Backplane.Subscription stays = backplane().subscribe("c", open)) {
      backplane().subscribe("c", closed).close();
      backplane().publish(Notice.key("c", "k", version(1)));

      assertThat(open.next()).isEqualTo(Notice.key("c", "k", version(1)));
      assertThat(closed.notices).isEmpty();
    }
  }
}
