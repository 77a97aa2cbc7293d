package dev.toolkit.db;

import static dev.toolkit.db.Sql.val;
import static dev.toolkit.db.testing.Users.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.testing.Engine;
import dev.toolkit.db.testing.PlainQueries;
import dev.toolkit.db.testing.Shop;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Patterns that are expressions. */
class PatternTest {

  private static TextExpr<String> text(String text) {
    return Sql.lit(text);
  }

  private static boolean holds(Queries db, Cond condition) {
    return !db.select(users.id).from(users).where(users.id.eq(1).and(condition)).list().isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void like_ofAnExpression_takesPatterns(Engine engine) throws Exception {
    try (Connection connection = Shop.open(engine)) {
      Queries db = new PlainQueries(engine.dialect(), connection);
      var initial = Sql.concat(users.name, text("%"));

      assertThat(db.select(users.email).from(users).where(users.email.ilike(initial)).list().size())
          .isEqualTo(3);
      assertThat(holds(db, users.email.like(text("a_n%")))).isTrue();
      assertThat(holds(db, users.email.notLike(text("a_n%")))).isFalse();
      assertThat(holds(db, users.email.like(val(SqlType.TEXT, "a_m%")))).isFalse();
      assertThat(holds(db, users.email.notIlike(users.email.upper()))).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void contains_ofAnExpression_takesNoCharacterForSpecial(Engine engine) throws Exception {
    try (Connection connection = Shop.open(engine)) {
      Queries db = new PlainQueries(engine.dialect(), connection);
      List<String> specials = List.of("%", "_", "!", "!%_", "\\", "'", "[a]", "*");

      for (String special : specials) {
        var whole = val(SqlType.TEXT, "x" + special + "y").dynamic().asText();
        var part = val(SqlType.TEXT, special);
        assertThat(holds(db, whole.contains(part))).as(special).isTrue();
        assertThat(holds(db, whole.startsWith(part))).as(special).isFalse();
        assertThat(holds(db, whole.startsWith(val(SqlType.TEXT, "x" + special)))).isTrue();
        assertThat(holds(db, whole.endsWith(val(SqlType.TEXT, special + "y")))).isTrue();
        assertThat(holds(db, text("xzzy").contains(part))).as(special).isFalse();
      }
      assertThat(holds(db, users.email.contains(users.name.lower()))).isTrue();
      assertThat(holds(db, users.email.startsWith(users.email))).isTrue();
      assertThat(holds(db, users.email.endsWith(users.name.lower()))).isFalse();
    }
  }

  @Test
  void contains_ofAnExpression_escapedByTheDatabase() {
    Queries db = Queries.of(Dialect.postgres());

    assertThat(db.select(users.id).from(users).where(users.email.contains(users.name)).sql())
        .isEqualTo(
            "select \"users\".\"id\" from \"users\" where \"users\".\"email\" like '%' ||"
                + " replace(replace(replace(\"users\".\"name\", '!', '!!'), '%', '!%'), '_', '!_')"
                + " || '%' escape '!'");
  }

  @Test
  void like_ofNull_refused() {
    assertThatThrownBy(() -> users.email.like(Sql.nullOf(SqlType.TEXT)))
        .isInstanceOf(QueryRefusedException.class)
        .extracting(e -> ((QueryRefusedException) e).code())
        .isEqualTo("null_comparison");
  }
}
