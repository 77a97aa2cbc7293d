package dev.toolkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestThreadsTest {

  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(2);

  private final AtomicLong now = new AtomicLong();
  private final RequestThreads threads = new RequestThreads(now::get);
  private final CountDownLatch begun = new CountDownLatch(1);

  @Test
  void tryExecute_fewRequests_eachGetsAThreadOfItsOwn() {
    for (int i = 0; i < 100; i++) {
      now.addAndGet(SLICE);
      assertThat(threads.tryExecute(begun::countDown)).isFalse();
    }
    assertThat(begun.getCount()).isEqualTo(1);
  }

  @Test
  void tryExecute_firstSlice_promisesNothing() {
    for (int i = 0; i < 100; i++) {
      assertThat(threads.tryExecute(begun::countDown)).isFalse();
    }
  }

  @Test
  void tryExecute_afterManyRequests_promisesAThread_whichComes() throws Exception {
    requests(100);
    now.addAndGet(SLICE);

    assertThat(threads.tryExecute(begun::countDown)).isTrue();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void tryExecute_sliceWithFewRequestsAfterBusyOne_promisesNoMore() {
    requests(100);
    now.addAndGet(SLICE);
    assertThat(threads.tryExecute(begun::countDown)).isTrue();
    now.addAndGet(SLICE);

    assertThat(threads.tryExecute(begun::countDown)).isFalse();
  }

  private void requests(int count) {
    for (int i = 0; i < count; i++) {
      threads.tryExecute(begun::countDown);
    }
  }
}
