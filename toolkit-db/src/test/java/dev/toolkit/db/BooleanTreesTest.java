package dev.toolkit.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Rendered;
import dev.toolkit.db.testing.Engine;
import dev.toolkit.db.testing.PlainJdbc;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random conditions on real databases, against three-valued logic in Java. */
class BooleanTreesTest {

  static final class People extends Table<People> {
    static final People people = new People();

    final BigInt<People> id = bigint("id").primaryKey();
    final TextNull<People> name = varchar("name", 20).nullable();
    final IntNull<People> age = integer("age").nullable();
    final BoolNull<People> active = bool("active").nullable();
    final Req1<People, Long> draft = required(id);

    private People() {
      super("people");
    }
  }

  private static final People people = People.people;

  record Person(long id, @Nullable String name, @Nullable Integer age, @Nullable Boolean active) {}

  private static final List<Person> ROWS =
      List.of(
          new Person(1, "Ann", 30, true),
          new Person(2, "Bob", null, false),
          new Person(3, null, 25, null),
          new Person(4, "50%_!", 25, true),
          new Person(5, null, null, null),
          new Person(6, "ann", 41, false));

  /** A condition as the library has it, and what it is for a row: true, false or null. */
  record Tree(Cond cond, Function<Person, @Nullable Boolean> holds) {}

  private static Tree tree(Random random, int depth) {
    int kind = depth == 0 ? 3 + random.nextInt(9) : random.nextInt(12);
    return switch (kind) {
      case 0 -> junction(true, random, depth);
      case 1 -> junction(false, random, depth);
      case 2 -> {
        Tree inner = tree(random, depth - 1);
        yield new Tree(inner.cond.not(), row -> not(inner.holds.apply(row)));
      }
      default -> leaf(random, kind);
    };
  }

  private static Tree junction(boolean all, Random random, int depth) {
    List<Tree> parts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      parts.add(tree(random, depth - 1));
    }
    List<Cond> conditions = parts.stream().map(Tree::cond).toList();
    return new Tree(
        all ? Sql.and(conditions) : Sql.or(conditions),
        row -> fold(all, parts.stream().map(part -> part.holds.apply(row)).toList()));
  }

  private static Tree leaf(Random random, int kind) {
    int number = 24 + random.nextInt(20);
    String text = List.of("ob", "0%", "n", "%", "_").get(random.nextInt(5));
    return switch (kind) {
      case 3 -> new Tree(people.age.gt(number), r -> r.age == null ? null : r.age > number);
      case 4 -> new Tree(people.age.isNull(), r -> r.age == null);
      case 5 -> new Tree(people.active.eq(true), r -> r.active);
      case 6 ->
          new Tree(people.name.contains(text), r -> r.name == null ? null : r.name.contains(text));
      case 7 -> new Tree(people.id.in(List.of(1L, 3L)), r -> r.id == 1 || r.id == 3);
      case 8 -> new Tree(people.age.notIn(List.of()), r -> true);
      case 9 ->
          new Tree(
              people.age.notIn(List.of(25, number)),
              r -> r.age == null ? null : r.age != 25 && r.age != number);
      case 10 -> distinct(random.nextBoolean() ? null : 25);
      default ->
          new Tree(
              people.age.between(25, number),
              r -> r.age == null ? null : r.age >= 25 && r.age <= number);
    };
  }

  private static Tree distinct(@Nullable Integer other) {
    return new Tree(
        people.age.isDistinctFrom(other), row -> !java.util.Objects.equals(row.age, other));
  }

  private static @Nullable Boolean not(@Nullable Boolean value) {
    return value == null ? null : !value;
  }

  private static @Nullable Boolean fold(boolean all, List<@Nullable Boolean> values) {
    boolean unknown = false;
    for (Boolean value : values) {
      if (value == null) {
        unknown = true;
      } else if (value != all) {
        return !all;
      }
    }
    return unknown ? null : all;
  }

  @ParameterizedTest
  @EnumSource
  void conditions_holdWhereThreeValuedLogicSays(Engine engine) throws Exception {
    Random random = new Random(42);
    Queries db = Queries.of(engine.dialect());
    try (Connection connection = engine.connect()) {
      PlainJdbc jdbc = new PlainJdbc(connection);
      fill(connection, db, jdbc);
      for (int i = 0; i < 300; i++) {
        Tree tree = tree(random, 6);
        var query = db.select(people.id).from(people).where(tree.cond);

        assertThat(new TreeSet<>(jdbc.list(query))).as(query.sql()).isEqualTo(expected(tree));
      }
    }
  }

  private static TreeSet<Long> expected(Tree tree) {
    TreeSet<Long> ids = new TreeSet<>();
    for (Person person : ROWS) {
      if (Boolean.TRUE.equals(tree.holds.apply(person))) {
        ids.add(person.id);
      }
    }
    return ids;
  }

  private static void fill(Connection connection, Queries db, PlainJdbc jdbc) throws Exception {
    Dialect dialect = db.dialect();
    List<String> columns = new ArrayList<>();
    for (ColumnModel column : people.model().columns()) {
      columns.add(dialect.quote(column.name()) + " " + dialect.typeName(column.type()));
    }
    String table = dialect.quote(Identifier.of("people"));
    Engine.script(
        connection,
        "drop table if exists "
            + table
            + "; create table "
            + table
            + "("
            + String.join(", ", columns)
            + ")");
    for (Person person : ROWS) {
      Draft<People> draft = people.draft.of(person.id);
      draft = person.name == null ? draft : draft.set(people.name, person.name);
      draft = person.age == null ? draft : draft.set(people.age, person.age);
      draft = person.active == null ? draft : draft.set(people.active, person.active);
      jdbc.execute(db.insert(people).values(draft));
    }
  }

  @Property(tries = 300)
  void placeholders_asManyAsBindings(@ForAll("trees") Tree tree) {
    for (Dialect dialect : Dialect.all()) {
      Rendered rendered =
          Queries.of(dialect).select(people.id).from(people).where(tree.cond).limit(5).rendered();

      assertThat(rendered.sql().chars().filter(c -> c == '?').count())
          .as(rendered.sql())
          .isEqualTo(rendered.bindings().size());
    }
  }

  @Provide
  Arbitrary<Tree> trees() {
    return Arbitraries.longs().map(seed -> tree(new Random(seed), 6));
  }
}
