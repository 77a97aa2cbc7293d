package dev.toolkit.cache.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NoticeTest {

  private static final Version VERSION = new Version(42, -7);

  @Property
  void text_isReadBack(@ForAll String cache, @ForAll String subject) {
    assertThat(Notice.parse(Notice.key(cache, subject, VERSION).text()))
        .isEqualTo(Notice.key(cache, subject, VERSION));
    assertThat(Notice.parse(Notice.tag(cache, subject, VERSION).text()))
        .isEqualTo(Notice.tag(cache, subject, VERSION));
    assertThat(Notice.parse(Notice.clear(cache, VERSION).text()))
        .isEqualTo(Notice.clear(cache, VERSION));
  }

  /** Keys may be any text, also such as UTF-8 has no bytes for. */
  @Property
  void text_comesThroughAsUtf8(@ForAll String cache, @ForAll String subject) {
    Notice notice = Notice.key(cache + "\ud83d", "\ude00" + subject + "\ud83d", VERSION);
    byte[] sent = notice.text().getBytes(StandardCharsets.UTF_8);

    assertThat(Notice.parse(new String(sent, StandardCharsets.UTF_8))).isEqualTo(notice);
  }

  /** Whatever arrives on a channel, it is a notice or refused, and nothing else is thrown. */
  @Property
  void parse_anyText(@ForAll String text, @ForAll String end) {
    for (String input : new String[] {text, VERSION.text() + text, VERSION.text() + "k" + end}) {
      try {
        assertThat(Notice.parse(input).text()).hasSizeLessThanOrEqualTo(input.length());
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  @Test
  void parse_lengthBeyondTheText() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Notice.parse(VERSION.text() + "k99999999999:c"))
        .withMessage(
            "Notice must be a version, a kind, a length and a name: found 46 other characters");
  }
}
