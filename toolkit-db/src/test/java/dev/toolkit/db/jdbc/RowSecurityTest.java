package dev.toolkit.db.jdbc;

import static dev.toolkit.db.Sql.and;
import static dev.toolkit.db.Sql.exists;
import static dev.toolkit.db.Sql.fn;
import static dev.toolkit.db.Sql.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.toolkit.db.BigInt;
import dev.toolkit.db.OrderedExpr;
import dev.toolkit.db.PolicyDefinition;
import dev.toolkit.db.Queries;
import dev.toolkit.db.Req2;
import dev.toolkit.db.Table;
import dev.toolkit.db.Text;
import dev.toolkit.db.schema.SchemaDifference;
import dev.toolkit.db.schema.SchemaSql;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.testing.Engine;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Policies of row-level security, seen by the owner of the table, who is no superuser. */
class RowSecurityTest {

  private static OrderedExpr<String, Optional<String>> user() {
    return fn("current_setting", SqlType.TEXT, lit("app.user"), lit(true));
  }

  /** Notes that those see who are members of their team. */
  static final class Notes extends Table<Notes> {
    static final Notes notes = new Notes();

    final BigInt<Notes> id = bigint("id").primaryKey();
    final Text<Notes> team = text("team");
    final Req2<Notes, Long, String> draft = required(id, team);

    private Notes() {
      super("notes");
      Members members = Members.members;
      policy(
          PolicyDefinition.all(
              "members",
              exists(
                  Queries.of(Dialect.postgres())
                      .select(members.name)
                      .from(members)
                      .where(members.team.eq(team).and(members.name.eq(user()))))));
      policy(PolicyDefinition.insert("no drafts", id.gt(lit(0L))).restrictive().to("public"));
    }
  }

  /** Members of teams, each of whom sees all and changes nobody but himself. */
  static final class Members extends Table<Members> {
    static final Members members = new Members();

    final Text<Members> name = text("name");
    final Text<Members> team = text("team");
    final Req2<Members, String, String> draft = required(name, team);

    private Members() {
      super("members");
      policy(PolicyDefinition.select("all", lit(true).isTrue()));
      policy(PolicyDefinition.insert("add", name.eq(user())));
      policy(PolicyDefinition.update("rename", name.eq(user())).checking(team.ne(lit(""))));
      policy(PolicyDefinition.delete("leave", name.eq(user())));
    }
  }

  private static final Notes notes = Notes.notes;
  private static final Members members = Members.members;

  private final TestDatabase superuser = TestDatabase.of(Engine.POSTGRES);
  private final HikariDataSource pool = pool(superuser);
  private final Database db = Database.of(pool);

  private static HikariDataSource pool(TestDatabase superuser) {
    superuser.script(
        "drop table if exists notes",
        "drop table if exists members",
        "do $$ begin create role note_owner login; exception when duplicate_object then null;"
            + " end $$",
        "grant create, usage on schema public to note_owner");
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(superuser.pool.getJdbcUrl());
    config.setUsername("note_owner");
    config.setMaximumPoolSize(2);
    return new HikariDataSource(config);
  }

  @BeforeEach
  void create() {
    db.schema().create(notes, members);
    as("ann", tx -> tx.insert(members).values(members.draft.of("ann", "red")).execute());
    as("bob", tx -> tx.insert(members).values(members.draft.of("bob", "blue")).execute());
    as("ann", tx -> tx.insert(notes).values(notes.draft.of(1L, "red")).execute());
  }

  @AfterEach
  void drop() {
    db.schema().drop(notes, members);
    pool.close();
    superuser.close();
  }

  /** Runs the write as the user and returns the number of rows that it changed. */
  private long as(String user, TxWork<Long, RuntimeException> write) {
    return db.tx(tx -> {
      tx.setLocal("app.user", user);
      return write.run(tx);
    });
  }

  private List<Long> seenBy(String user) {
    return db.tx(tx -> {
      tx.setLocal("app.user", user);
      return tx.select(notes.id).from(notes).list();
    });
  }

  @Test
  void statements() {
    SchemaSql postgres = SchemaSql.of(Dialect.postgres());
    assertThat(postgres.create(List.of(notes)).subList(1, 4))
        .containsExactly(
            "alter table \"notes\" enable row level security, force row level security",
            "create policy \"members\" on \"notes\" for all using (exists (select"
                + " \"members\".\"name\" from \"members\" where \"members\".\"team\" ="
                + " \"notes\".\"team\" and \"members\".\"name\" ="
                + " current_setting('app.user', true)))",
            "create policy \"no drafts\" on \"notes\" as restrictive for insert to \"public\""
                + " with check (\"notes\".\"id\" > 0)");
    assertThat(postgres.create(List.of(members)).get(4))
        .isEqualTo(
            "create policy \"rename\" on \"members\" for update using (\"members\".\"name\" ="
                + " current_setting('app.user', true)) with check (\"members\".\"team\" <> '')");
  }

  @Test
  void drop_beginsWithThePolicies() {
    assertThat(SchemaSql.of(Dialect.postgres()).drop(List.of(notes)))
        .containsExactly(
            "drop policy if exists \"members\" on \"notes\"",
            "drop policy if exists \"no drafts\" on \"notes\"",
            "drop table \"notes\"");
  }

  @Test
  void rows_seenByTheirMembersOnly() {
    assertThat(seenBy("ann")).containsExactly(1L);
    assertThat(seenBy("bob")).isEmpty();
    assertThat(db.select(notes.id).from(notes).list()).isEmpty();
    assertThat(as("bob", tx -> tx.delete(notes).all().execute())).isZero();
  }

  @Test
  void rows_writtenByTheirMembersOnly() {
    assertThatThrownBy(
            () -> as("bob", tx -> tx.insert(notes).values(notes.draft.of(2L, "red")).execute()))
        .isInstanceOf(QueryException.class);
    assertThatThrownBy(
            () -> as("ann", tx -> tx.insert(notes).values(notes.draft.of(0L, "red")).execute()))
        .isInstanceOf(QueryException.class);
    assertThatThrownBy(
            () -> as("bob", tx -> tx.update(members).set(members.team, "").all().execute()))
        .isInstanceOf(QueryException.class);
    assertThat(as("bob", tx -> tx.update(members).set(members.team, "red").all().execute()))
        .isEqualTo(1);
  }

  @Test
  void differences_tellWhatIsMissing() {
    assertThat(db.schema().differences(notes, members)).isEmpty();

    superuser.script(
        "alter table notes no force row level security",
        "drop policy members on notes",
        "create policy anyone on notes using (true)");

    assertThat(db.schema().differences(notes).stream().map(SchemaDifference::message))
        .containsExactly(
            "Table notes: row-level security should be on, and forced, and is not",
            "Table notes: policy members is missing",
            "Table notes: policy anyone is not in the class");
  }

  @Test
  void differences_tellOtherCommandsRolesAndKinds() {
    superuser.script(
        "drop policy \"no drafts\" on notes",
        "create policy \"no drafts\" on notes for insert with check (id > 0)",
        "drop policy leave on members",
        "create policy leave on members to note_owner, postgres using (true)",
        "drop policy rename on members",
        "create policy rename on members for update using (true)");

    assertThat(db.schema().differences(notes, members).stream().map(SchemaDifference::message))
        .containsExactly(
            "Table notes: policy no drafts should be restrictive for insert to public with check,"
                + " and is for insert to public with check",
            "Table members: policy rename should be for update to public using with check, and is"
                + " for update to public using",
            "Table members: policy leave should be for delete to public using, and is for all to"
                + " note_owner, postgres using");
  }

  @Test
  void checking_ofPolicyWithOneCondition_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> PolicyDefinition.select("all", lit(true).isTrue()).checking(lit(true).isTrue()))
        .withMessage(
            "Policy \"all\" has one condition: checking(…) is for policies of all(…) and"
                + " update(…)");
  }

  @Test
  void condition_thatDroppedOut_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyDefinition.insert("own", and(null, null)))
        .withMessage(
            "Policy \"own\" has no condition left, or one that dropped out: give it one, or"
                + " lit(true).isTrue() if it is for all rows");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTGRES")
  void policy_refusedElsewhere(Engine engine) {
    assertThatThrownBy(() -> SchemaSql.of(engine.dialect()).create(List.of(members)))
        .isInstanceOf(QueryRefusedException.class)
        .hasMessageStartingWith("Table \"members\": ")
        .hasMessageEndingWith(
            engine.dialect()
                + " has no row-level security, as policy \"all\" is: name the rows that a user may"
                + " see in each query");
  }
}
