package dev.toolkit.cache.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.cache.testing.TestClock;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

  @Property
  void text_ordersAsVersionsDo(
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long stamp,
      @ForAll long node,
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long otherStamp,
      @ForAll long otherNode) {
    var version = new Version(stamp, node);
    var other = new Version(otherStamp, otherNode);

    assertThat(Integer.signum(version.text().compareTo(other.text())))
        .isEqualTo(Integer.signum(version.compareTo(other)));
    assertThat(Version.parse(version.text())).isEqualTo(version);
    assertThat(version.text()).hasSize(Version.TEXT_LENGTH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0000000000000000000000000000000g",
        "0000000000000000000000000000000A",
        "f0000000000000000000000000000000",
        "000000000000000000000000000000000"
      })
  void parse_malformed(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Version.parse(text));
  }

  @Test
  void next_growsWhateverTheWallClockDoes() {
    TestClock wall = TestClock.create();
    VersionClock clock = VersionClock.of(wall, 1);
    Version first = clock.next();

    assertThat(clock.next().isNewerThan(first)).isTrue();
    wall.jump(Duration.ofMinutes(-5));
    Version back = clock.next();
    assertThat(back.isNewerThan(first)).isTrue();
    wall.jump(Duration.ofHours(1));
    assertThat(clock.next().isNewerThan(back)).isTrue();
  }

  @Test
  void observe_makesLaterVersionsNewer() {
    TestClock slow = TestClock.create();
    TestClock fast = TestClock.create();
    fast.jump(Duration.ofMinutes(5));
    VersionClock behind = VersionClock.of(slow, 1);
    Version ahead = VersionClock.of(fast, 2).next();
    assertThat(ahead.isNewerThan(behind.next())).isTrue();

    behind.observe(ahead);
    assertThat(behind.next().isNewerThan(ahead)).isTrue();

    behind.observe(new Version(Long.MAX_VALUE, 3));
    assertThat(behind.next().stamp()).isLessThan(Long.MAX_VALUE / 2);
  }
}
