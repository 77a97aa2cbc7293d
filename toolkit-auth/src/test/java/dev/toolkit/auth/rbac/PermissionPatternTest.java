package dev.toolkit.auth.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionPatternTest {

  @ParameterizedTest
  @CsvSource({
    "doc:read,doc:read,true",
    "doc:read,doc:write,false",
    "doc:read,doc,false",
    "doc:read,doc:read:7,false",
    "doc:read,Doc:read,false",
    "doc:*,doc:read,true",
    "doc:*,doc:read:7,false",
    "doc:*,doc,false",
    "*:read,doc:read,true",
    "*,doc,true",
    "*,doc:read,false",
    "**,doc,true",
    "**,doc:read:7,true",
    "doc:**,doc,false",
    "doc:**,doc:read,true",
    "doc:**,doc:read:7,true",
    "data:*:read,data:505:read,true",
    "data:*:read,data:*:read,true",
    "data:*:read,data::read,false",
    "doc:**,doc:,false",
    "doc:**,doc:a::b,false",
    "**,a:b:c:d:e:f:g:h,true",
    "**,a:b:c:d:e:f:g:h:i,false",
    "admin,admin,true"
  })
  void matches(String pattern, String permission, boolean expected) {
    assertThat(PermissionPattern.parse(pattern).matches(permission)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "doc:*,doc:read,true",
    "doc:read,doc:*,false",
    "doc:**,doc:*,true",
    "doc:*,doc:**,false",
    "**,doc:read,true",
    "**,**,true",
    "*:read,doc:read,true",
    "doc:**,doc,false",
    "doc:read,doc:read,true",
    "doc:read,doc:read:7,false"
  })
  void covers(String wider, String narrower, boolean expected) {
    assertThat(PermissionPattern.parse(wider).covers(PermissionPattern.parse(narrower)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|Permission \"\" has an empty segment at index 0",
        "doc:|Permission \"doc:\" has an empty segment at index 4",
        "a::b|Permission \"a::b\" has an empty segment at index 2",
        "**:a|Permission \"**:a\" has ** at index 0: it can only be the last",
        "doc:re*|Permission \"doc:re…\" has * at index 6: it stands for a whole segment only",
        "doc read|Permission \"doc…\" has the character 0x20 at index 3",
        "a:b:c:d:e:f:g:h:i|Permission \"a:b:c:d:e:f:g:h:i\" must have at most 8 segments"
      })
  void parse_malformed(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PermissionPattern.parse(text))
        .withMessage(message);
  }

  @Test
  void parse_tooLong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PermissionPattern.parse("a".repeat(257)))
        .withMessage("Permission must have at most 256 characters: 257");
    assertThat(PermissionPattern.parse("a".repeat(256)).isName()).isTrue();
  }

  @Test
  void toString_isWhatWasParsed() {
    assertThat(PermissionPattern.parse("data:*:**")).hasToString("data:*:**");
    assertThat(PermissionPattern.parse("a:b")).isEqualTo(PermissionPattern.parse("a:b"));
  }

  /** Over the names of a small alphabet, the relations are what they are for sets. */
  @Property
  @Domain(RbacDomain.class)
  void relations_areThoseOfTheMatchedNames(
      @ForAll PermissionPattern left, @ForAll PermissionPattern right) {
    var names = RbacDomain.allNames();
    boolean covers = names.stream().filter(right::matches).allMatch(left::matches);
    boolean intersects = names.stream().anyMatch(n -> left.matches(n) && right.matches(n));

    assertThat(left.covers(right)).isEqualTo(covers);
    assertThat(left.intersects(right)).isEqualTo(intersects);
  }

  @Property
  @Domain(RbacDomain.class)
  @Domain(DomainContext.Global.class)
  void matches_agreesWithNaiveMatcher(
      @ForAll PermissionPattern pattern, @ForAll("names") String name) {
    assertThat(pattern.matches(name))
        .isEqualTo(NaivePolicy.matches(pattern.toString().split(":", -1), name.split(":", -1)));
  }

  @Provide
  Arbitrary<String> names() {
    return RbacDomain.nameTexts();
  }
}
