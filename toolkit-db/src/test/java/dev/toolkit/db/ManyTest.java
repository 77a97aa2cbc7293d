package dev.toolkit.db;

import static dev.toolkit.db.Sql.many;
import static dev.toolkit.db.Sql.row;
import static dev.toolkit.db.testing.Orders.orders;
import static dev.toolkit.db.testing.Users.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.db.schema.SchemaSql;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.sql.UnexpectedNullException;
import dev.toolkit.db.testing.Engine;
import dev.toolkit.db.testing.PlainJdbc;
import dev.toolkit.db.testing.PlainQueries;
import dev.toolkit.db.testing.Shop;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class ManyTest {

  record Ref(long id, String status, Optional<String> note) {}

  record Customer(String name, List<Ref> orders) {}

  record Staff(String name, List<Member> members) {}

  record Member(String name, Optional<Integer> age, Instant since) {}

  private static Query<Customer> customers(Queries db) {
    return db.select(
            users.name,
            many(
                db.select(row(orders.id, orders.status, orders.note, Ref::new))
                    .from(orders)
                    .where(orders.userId.eq(users.id))
                    .orderBy(orders.id.desc())))
        .from(users)
        .orderBy(users.id.asc())
        .as(Customer::new);
  }

  @ParameterizedTest
  @EnumSource
  void many_rowsOfEachRow_inOrder(Engine engine) throws Exception {
    try (Connection connection = Shop.open(engine)) {
      assertThat(new PlainJdbc(connection).list(customers(Queries.of(engine.dialect()))))
          .containsExactly(
              new Customer(
                  "Ann",
                  List.of(
                      new Ref(2, "new", Optional.of("n")), new Ref(1, "paid", Optional.empty()))),
              new Customer("Bob", List.of(new Ref(3, "paid", Optional.empty()))),
              new Customer("Cy", List.of()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void many_timesAndNulls_asInRowsOfTheirOwn(Engine engine) throws Exception {
    try (Connection connection = Shop.open(engine)) {
      PlainJdbc jdbc = new PlainJdbc(connection);
      Queries db = Queries.of(engine.dialect());
      var member = users.as("member");
      var staff =
          db.select(
                  users.name,
                  many(
                      db.select(
                              member.get(users.name),
                              member.get(users.age),
                              member.get(users.createdAt))
                          .from(member)
                          .where(member.get(users.managerId).eq(users.id))
                          .orderBy(member.get(users.id).asc())
                          .as(Member::new)))
              .from(users)
              .where(users.id.eq(1))
              .as(Staff::new);
      var flat =
          db.select(users.name, users.age, users.createdAt)
              .from(users)
              .where(users.managerId.eq(1))
              .orderBy(users.id.asc())
              .as(Member::new);

      assertThat(jdbc.list(staff)).containsExactly(new Staff("Ann", jdbc.list(flat)));
    }
  }

  @Test
  void many_rendersOneStatement() {
    assertThat(customers(Queries.of(Dialect.postgres())).sql())
        .isEqualTo(
            "select \"users\".\"name\", (select coalesce(jsonb_agg(jsonb_build_array("
                + "\"orders\".\"id\", \"orders\".\"status\", \"orders\".\"note\") order by"
                + " \"orders\".\"id\" desc), '[]') from \"orders\" where \"orders\".\"user_id\" ="
                + " \"users\".\"id\") from \"users\" order by \"users\".\"id\" asc");
  }

  @Test
  void many_orderOnMySql_refused() {
    assertThatThrownBy(() -> customers(Queries.of(Dialect.mysql())).sql())
        .isInstanceOf(QueryRefusedException.class)
        .hasMessage(
            "MySQL has no order among rows as JSON: its JSON_ARRAYAGG takes none: write the query"
                + " without it, or use another dialect");
  }

  @Test
  void many_limit_refused() {
    Queries db = Queries.of(Dialect.postgres());

    assertThatThrownBy(() -> many(db.select(orders.id).from(orders).limit(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("many(…) takes a select without distinct, groups, limit");
  }

  record Box(String label, List<Integer> sizes) {}

  static final class Parts extends Table<Parts> {
    static final Parts parts = new Parts();

    final BigInt<Parts> id = bigint("id").primaryKey();
    final BigIntNull<Parts> within = bigint("within").nullable();
    final Num<Parts, BigDecimal> weight = numeric("weight", 30, 4);
    final Json<Parts, Box> box = json("box", Box.class);
    final JsonNull<Parts, Box> lid = json("lid", Box.class).nullable();
    final Value<Parts, byte[]> image = bytes("image");
    final Req4<Parts, Long, BigDecimal, Box, byte[]> draft = required(id, weight, box, image);

    private Parts() {
      super("parts");
    }
  }

  private static final Parts parts = Parts.parts;

  private static Connection openParts(Engine engine) throws Exception {
    Connection connection = engine.connect("many");
    Engine.script(connection, "drop table if exists parts");
    for (String sql : SchemaSql.of(engine.dialect()).create(List.of(parts))) {
      Engine.script(connection, sql);
    }
    BigDecimal heavy = new BigDecimal("12345678901234567890123456.1234");
    var rows =
        List.of(
            parts.draft.of(1L, heavy, new Box("a \"b\" \\ '", List.of(1, 2)), new byte[0]),
            parts
                .draft
                .of(2L, heavy, new Box("", List.of()), new byte[0])
                .set(parts.within, 1L)
                .set(parts.lid, new Box("lid", List.of())),
            parts
                .draft
                .of(3L, heavy.negate(), new Box("c", List.of()), new byte[0])
                .set(parts.within, 2L));
    Queries db = new PlainQueries(engine.dialect(), connection);
    rows.forEach(row -> db.insert(parts).values(row).execute());
    return connection;
  }

  record Leaf(BigDecimal weight, Box box, Optional<Box> lid) {}

  record Node(Box box, List<Node> nodes, List<Leaf> leaves) {}

  @ParameterizedTest
  @EnumSource
  void many_withinMany_andJson_asInRowsOfTheirOwn(Engine engine) throws Exception {
    try (Connection connection = openParts(engine)) {
      Queries db = Queries.of(engine.dialect());
      var child = parts.as("child");
      var leaf = parts.as("leaf");
      var leaves =
          many(
              db.select(
                      row(
                          leaf.get(parts.weight),
                          leaf.get(parts.box),
                          leaf.get(parts.lid),
                          Leaf::new))
                  .from(leaf)
                  .where(leaf.get(parts.within).eq(child.get(parts.id)))
                  .orderBy(leaf.get(parts.id).asc()));
      var children =
          many(
              db.select(
                      row(child.get(parts.box), leaves, (box, of) -> new Node(box, List.of(), of)))
                  .from(child)
                  .where(child.get(parts.within).eq(parts.id))
                  .orderBy(child.get(parts.id).asc()));
      var tree =
          db.select(row(parts.box, children, (box, nodes) -> new Node(box, nodes, List.of())))
              .from(parts)
              .orderBy(parts.id.asc());

      Box first = new Box("a \"b\" \\ '", List.of(1, 2));
      Box second = new Box("", List.of());
      Box third = new Box("c", List.of());
      Leaf last =
          new Leaf(new BigDecimal("-12345678901234567890123456.1234"), third, Optional.empty());
      assertThat(new PlainJdbc(connection).list(tree))
          .containsExactly(
              new Node(first, List.of(new Node(second, List.of(), List.of(last))), List.of()),
              new Node(second, List.of(new Node(third, List.of(), List.of())), List.of()),
              new Node(third, List.of(), List.of()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void jsonArray_ofJson_inOrder(Engine engine) throws Exception {
    try (Connection connection = openParts(engine)) {
      Queries db = Queries.of(engine.dialect());
      var lids = db.select(Sql.jsonArray(parts.lid, parts.id.desc())).from(parts);

      String array = new PlainJdbc(connection).list(lids).getFirst().orElseThrow();

      assertThat(JsonMapper.shared().readTree(array))
          .isEqualTo(
              JsonMapper.shared().readTree("[null, {\"label\": \"lid\", \"sizes\": []}, null]"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void many_valuesOfUnknownType_asPlainObjects(Engine engine) throws Exception {
    try (Connection connection = openParts(engine)) {
      Queries db = Queries.of(engine.dialect());
      var rows =
          db.select(
                  many(
                      db.select(List.of(Sql.column("parts", "id"), Sql.lit("x").dynamic()))
                          .from(parts)
                          .where(parts.id.eq(1L))))
              .fromNothing();

      assertThat(new PlainJdbc(connection).list(rows).getFirst())
          .first()
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
          .map(value -> value instanceof Number number ? number.longValue() : value)
          .containsExactly(1L, "x");
    }
  }

  @Test
  void many_arrayWithNull_told() throws Exception {
    Queries db = Queries.of(Dialect.postgres());
    var numbers = Sql.sql(SqlType.array(SqlType.INTEGER), "array[1, null]");
    try (Connection connection = Engine.POSTGRES.connect()) {
      var rows = db.select(many(db.select(numbers).fromNothing())).fromNothing();

      assertThatThrownBy(() -> new PlainJdbc(connection).list(rows))
          .isInstanceOf(UnexpectedNullException.class)
          .hasMessageStartingWith("Array in rows of many(…) has a null among its elements");
    }
  }

  @Test
  void many_bytes_refused() {
    Queries db = Queries.of(Dialect.postgres());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> many(db.select(parts.id, parts.image).from(parts).as((id, image) -> id)))
        .withMessage(
            "many(…) cannot read \"parts\".\"image\", since JSON has no bytes: select it without"
                + " many(…)");
  }
}
