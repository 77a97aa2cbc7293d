package dev.toolkit.benchmarks.db;

import static dev.toolkit.benchmarks.db.Person.person;

import com.querydsl.sql.SQLBindings;
import dev.toolkit.db.Compiled;
import dev.toolkit.db.Param;
import dev.toolkit.db.Queries;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.Rendered;
import dev.toolkit.db.sql.SqlType;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Building a query and rendering it to text and bindings, for PostgreSQL. {@code a}: eight columns
 * by primary key; {@code b}: three joins and eight predicates; {@code c}: an insert of ten rows of
 * eight columns that gives back the ids; {@code d}: a recursive common table expression with a
 * window. The floor is a StringBuilder.
 *
 * <p>Their texts, as toolkit-db and the floor write them:
 *
 * <pre>
 * a  select "person"."id", …, "person"."country" from "person" where "person"."id" = ?
 * b  select "person"."name", "orders"."status", "item"."quantity", "product"."title" from "orders"
 *    join "person" on "person"."id" = "orders"."person_id"
 *    join "item" on "item"."order_id" = "orders"."id"
 *    left join "product" on "product"."id" = "item"."product_id"
 *    where "person"."age" &gt;= ? and "person"."active" = ? and "person"."city" = ?
 *    and "orders"."status" &lt;&gt; ? and "orders"."total" &gt; ? and "orders"."total" &lt; ?
 *    and "item"."quantity" &gt;= ? and "product"."title" like ?
 *    order by "orders"."id" asc limit ?
 * c  insert into "person" ("name", …, "note") values (?, ?, ?, ?, ?, ?, ?, ?), … returning "id"
 * d  with recursive "tree" ("id", "name", "depth") as (
 *    select "category"."id", "category"."name", 0 as "depth" from "category"
 *    where "category"."parent_id" is null union all
 *    select "category"."id", "category"."name", "tree"."depth" + ? from "category"
 *    join "tree" on "category"."parent_id" = "tree"."id" where "tree"."depth" &lt; ?)
 *    select "tree"."id", "tree"."name", "tree"."depth",
 *    row_number() over (partition by "tree"."depth" order by "tree"."name" asc)
 *    from "tree" order by "tree"."depth" asc
 * </pre>
 *
 * {@snippet lang="shell" :
 * mvn -pl benchmarks -am package -DskipTests
 * java -jar benchmarks/target/benchmarks.jar RenderBenchmark -prof gc
 * }
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class RenderBenchmark {
  private static final Param<Long> ID = Param.of("id", SqlType.BIGINT);

  private final List<NewPerson> people = NewPerson.people(10);
  private final Compiled<Long> compiled =
      Queries.of(Dialect.postgres())
          .select(person.id)
          .from(person)
          .where(person.id.eq(ID))
          .compile();
  private long id = 4_711;
  private int total = 300;
  private String city = "Ulm";

  /** Stands in texts that have to be new. */
  private int number;

  /** Query a by hand. */
  @Benchmark
  public HandSql.Statement handA() {
    return HandSql.byKey(id);
  }

  /** Query a. */
  @Benchmark
  public Rendered toolkitA() {
    return ToolkitSql.byKey(id);
  }

  /** Query a with one more condition, whose text was never rendered before. */
  @Benchmark
  public Rendered toolkitNewA() {
    return ToolkitSql.newByKey(id, number++);
  }

  /** Query a by QueryDSL. */
  @Benchmark
  public SQLBindings querydslA() {
    return QuerydslSql.byKey(id);
  }

  /** Query a by jOOQ. */
  @Benchmark
  public String jooqA() {
    return JooqSql.byKey(id);
  }

  /** Query b by hand. */
  @Benchmark
  public HandSql.Statement handB() {
    return HandSql.joins(city, total);
  }

  /** Query b. */
  @Benchmark
  public Rendered toolkitB() {
    return ToolkitSql.joins(city, total);
  }

  /** Query b with one more condition, whose text was never rendered before. */
  @Benchmark
  public Rendered toolkitNewB() {
    return ToolkitSql.newJoins(city, total, number++);
  }

  /** Query b by QueryDSL. */
  @Benchmark
  public SQLBindings querydslB() {
    return QuerydslSql.joins(city, total);
  }

  /** Query b by jOOQ. */
  @Benchmark
  public String jooqB() {
    return JooqSql.joins(city, total);
  }

  /** Query c by hand. */
  @Benchmark
  public HandSql.Statement handC() {
    return HandSql.insert(people);
  }

  /** Query c. */
  @Benchmark
  public Rendered toolkitC() {
    return ToolkitSql.insert(people);
  }

  /** Query c by QueryDSL. */
  @Benchmark
  public SQLBindings querydslC() {
    return QuerydslSql.insert(people);
  }

  /** Query c by jOOQ. */
  @Benchmark
  public String jooqC() {
    return JooqSql.insert(people);
  }

  /** Query d by hand. */
  @Benchmark
  public HandSql.Statement handD() {
    return HandSql.tree(total);
  }

  /** Query d. */
  @Benchmark
  public Rendered toolkitD() {
    return ToolkitSql.tree(total);
  }

  /** Query d with one more condition, whose text was never rendered before. */
  @Benchmark
  public Rendered toolkitNewD() {
    return ToolkitSql.newTree(total, number++);
  }

  /** Query d by QueryDSL. */
  @Benchmark
  public SQLBindings querydslD() {
    return QuerydslSql.tree(total);
  }

  /** Query d by jOOQ. */
  @Benchmark
  public String jooqD() {
    return JooqSql.tree(total);
  }

  /** A compiled statement with another value of its parameter: no text is rendered. */
  @Benchmark
  public Rendered compiled() {
    return compiled.with(ID, id).rendered();
  }
}
