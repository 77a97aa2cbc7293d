package dev.toolkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {

  @Test
  void matches_asInTheTableOfTheRfc() {
    // RFC 9110, section 8.8.3.2.
    EntityTag weak1 = EntityTag.weak("1");
    EntityTag strong1 = EntityTag.strong("1");

    assertThat(weak1.matchesStrongly(EntityTag.weak("1"))).isFalse();
    assertThat(weak1.matchesWeakly(EntityTag.weak("1"))).isTrue();
    assertThat(weak1.matchesWeakly(EntityTag.weak("2"))).isFalse();
    assertThat(weak1.matchesStrongly(strong1)).isFalse();
    assertThat(weak1.matchesWeakly(strong1)).isTrue();
    assertThat(strong1.matchesStrongly(EntityTag.strong("1"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "\"a", "a\"", "\"a b\"", "\"a\", \"b\"", "w/\"a\"", "W/a", "W/"})
  void find_noTag(String text) {
    assertThat(EntityTag.find(text)).isEmpty();
  }

  @Test
  void list_passesOverWhatIsMalformed() {
    assertThat(EntityTag.list("\"a,b\", junk, W/\"c\",\"d\"\"e\" \"open"))
        .containsExactly(
            EntityTag.strong("a,b"),
            EntityTag.weak("c"),
            EntityTag.strong("d"),
            EntityTag.strong("e"));
  }

  @Test
  void strong_quote() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EntityTag.strong("a\"b"))
        .withMessage("Unexpected character 0x22 at index 1 in an entity tag");
  }

  @Property
  void find_whatWasWritten(
      @ForAll @CharRange(from = '#', to = '~') String opaque, @ForAll boolean isWeak) {
    EntityTag tag = isWeak ? EntityTag.weak(opaque) : EntityTag.strong(opaque);

    assertThat(EntityTag.find(tag.toString())).contains(tag);
  }

  @Property
  void list_takesAnything(@ForAll String field) {
    assertThat(EntityTag.list(field)).doesNotContainNull();
  }
}
