package dev.toolkit.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.db.testing.Users;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Programs that javac must refuse. Each is a method body of which exactly the lines with {@code //
 * wrong} have errors; the others show that the same thing written right compiles.
 */
class CompileRefusalTest {

  private static final String HEAD =
      """
      import static dev.toolkit.db.Sql.*;
      import static dev.toolkit.db.testing.Categories.categories;
      import static dev.toolkit.db.testing.Orders.orders;
      import static dev.toolkit.db.testing.Users.users;
      import dev.toolkit.db.*;
      import dev.toolkit.db.testing.*;
      import java.util.*;
      class %s {
        record Name(long id, String name) {}
        record Age(int age) {}
        record Line(String name, int total) {}
        void run(Queries db) {
      """;

  private static final Map<String, String> PROGRAMS = new LinkedHashMap<>();

  private static void program(String name, String body) {
    PROGRAMS.put(name, body);
  }

  static {
    program(
        "TextEqualsNumber",
        """
        users.name.eq("Ann");
        users.name.eq(18); // wrong
        """);
    program(
        "NumberComparedWithText",
        """
        users.age.gt(18);
        users.age.gt("18"); // wrong
        """);
    program(
        "TextColumnEqualsNumberColumn",
        """
        users.name.eq(users.email);
        users.name.eq(users.age); // wrong
        """);
    program(
        "LikeOnNumber",
        """
        users.name.like("A%");
        users.age.like("1%"); // wrong
        """);
    program(
        "PlusOnText",
        """
        users.age.plus(1);
        users.name.plus(1); // wrong
        """);
    program(
        "InsertLacksRequired",
        """
        users.draft.of("Ann", "ann@x.io");
        users.draft.of("Ann"); // wrong
        """);
    program(
        "InsertWithWrongType",
        """
        orders.draft.of(1L, 5);
        orders.draft.of("1", 5); // wrong
        """);
    program(
        "InsertDraftOfAnotherTable",
        """
        db.insert(users).values(users.draft.of("a", "b"));
        db.insert(users).values(orders.draft.of(1L, 5)); // wrong
        """);
    program(
        "SetColumnOfAnotherTable",
        """
        users.draft.of("a", "b").set(users.age, 3);
        users.draft.of("a", "b").set(orders.total, 3); // wrong
        """);
    program(
        "SetGeneratedId",
        """
        users.draft.of("a", "b").set(users.name, "c");
        users.draft.of("a", "b").set(users.id, 3L); // wrong
        """);
    program(
        "SetTextIntoNumber",
        """
        users.draft.of("a", "b").set(users.age, 3);
        users.draft.of("a", "b").set(users.age, "3"); // wrong
        """);
    program(
        "UpdateWithoutWhere",
        """
        db.update(users).set(users.name, "x").all().execute();
        db.update(users).set(users.name, "x").execute(); // wrong
        """);
    program(
        "DeleteWithoutWhere",
        """
        db.delete(users).all().execute();
        db.delete(users).execute(); // wrong
        """);
    program(
        "UpdateWithoutSet",
        """
        db.update(users).set(users.name, "x").where(users.id.eq(1)).execute();
        db.update(users).where(users.id.eq(1)).execute(); // wrong
        """);
    program(
        "RecordWithWrongTypes",
        """
        db.select(users.id, users.name).from(users).as(Name::new);
        db.select(users.name, users.email).from(users).as(Name::new); // wrong
        """);
    program(
        "RecordWithTooFewComponents",
        """
        db.select(users.id, users.name).from(users).as(Name::new);
        db.select(users.id, users.name, users.email).from(users).as(Name::new); // wrong
        """);
    program(
        "NullableIntoPrimitive",
        """
        db.select(coalesce(users.age, 0)).from(users).as(Age::new);
        db.select(users.age).from(users).as(Age::new); // wrong
        """);
    program(
        "OptionalIntoPrimitive",
        """
        db.select(users.name, orders.total).from(users).as(Line::new);
        db.select(users.name, orders.total.opt()).from(users).as(Line::new); // wrong
        """);
    program(
        "UnionOfOtherTypes",
        """
        var left = db.select(users.id, users.name).from(users);
        left.union(db.select(orders.id, orders.status).from(orders));
        left.union(db.select(orders.status, orders.id).from(orders)); // wrong
        """);
    program(
        "RecursiveStepOfOtherTypes",
        """
        var base = db.select(categories.id, categories.name).from(categories);
        db.recursive("t", base, t -> db.select(categories.id, categories.name).from(categories));
        db.recursive("t", base, t -> db.select(categories.name, categories.id).from(categories)); // wrong
        """);
    program(
        "InListOfOtherType",
        """
        users.id.in(List.of(1L, 2L));
        users.id.in(List.of("1", "2")); // wrong
        """);
    program(
        "InSubqueryOfOtherType",
        """
        users.id.in(db.select(orders.userId).from(orders));
        users.id.in(db.select(orders.status).from(orders)); // wrong
        """);
    program(
        "ConflictTargetOfAnotherTable",
        """
        db.insert(users).values(users.draft.of("a", "b")).onConflict(users.email);
        db.insert(users).values(users.draft.of("a", "b")).onConflict(orders.status); // wrong
        """);
    program(
        "WhereOfAnOrder",
        """
        db.select(users.id).from(users).where(users.age.gt(1));
        db.select(users.id).from(users).where(users.age.asc()); // wrong
        """);
    program(
        "EqualsNull",
        """
        users.name.isNull();
        users.name.eq(null); // wrong
        """);
    program(
        "NumberEqualsNull",
        """
        users.age.isNull();
        users.age.eq(null); // wrong
        """);
    program(
        "CompleteConstraintOfAnotherTable",
        """
        db.insert(users).values(users.draft.of("a", "b")).onConflict(users.email)
            .doUpdate(u -> u.set(users.age, 3));
        db.insert(users).values(users.draft.of("a", "b")).onConflict(users.email)
            .doUpdate(u -> u.set(orders.total, 3)); // wrong
        """);
    program(
        "UpdateSetsColumnOfAnotherTable",
        """
        db.update(users).set(users.age, 3);
        db.update(users).set(orders.total, 3); // wrong
        """);
    program(
        "JoinWithoutCondition",
        """
        db.select(users.id).from(users).crossJoin(orders);
        db.select(users.id).from(users).join(orders); // wrong
        """);
    program(
        "SelectWithoutFrom",
        """
        db.select(users.id).from(users).list();
        db.select(users.id).list(); // wrong
        """);
    program(
        "TwoColumnsWithoutConstructor",
        """
        db.select(users.id, users.name).from(users).as(Name::new).list();
        db.select(users.id, users.name).from(users).list(); // wrong
        """);
  }

  @Test
  void wrongPrograms_refusedWhereTheyAreWrong() {
    Map<String, TreeSet<Long>> errors = compile();
    Map<String, TreeSet<Long>> expected = new LinkedHashMap<>();
    PROGRAMS.forEach((name, body) -> expected.put(name, wrongLines(source(name, body))));

    assertThat(errors).isEqualTo(expected);
    assertThat(PROGRAMS).hasSizeGreaterThanOrEqualTo(24);
  }

  private static TreeSet<Long> wrongLines(String source) {
    TreeSet<Long> lines = new TreeSet<>();
    List<String> all = source.lines().toList();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).contains("// wrong")) {
        lines.add(i + 1L);
      }
    }
    return lines;
  }

  private static String source(String name, String body) {
    return HEAD.formatted(name) + body + "}}\n";
  }

  private static Map<String, TreeSet<Long>> compile() {
    List<JavaFileObject> files = new ArrayList<>();
    PROGRAMS.forEach((name, body) -> files.add(new Source(name, source(name, body))));
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    ToolProvider.getSystemJavaCompiler()
        .getTask(
            null,
            null,
            diagnostics,
            List.of("-proc:none", "-Xmaxerrs", "1000", "-classpath", classPath()),
            null,
            files)
        .call();

    Map<String, TreeSet<Long>> lines = new LinkedHashMap<>();
    PROGRAMS.keySet().forEach(name -> lines.put(name, new TreeSet<>()));
    for (var diagnostic : diagnostics.getDiagnostics()) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
        lines.get(((Source) diagnostic.getSource()).className()).add(diagnostic.getLineNumber());
      }
    }
    return lines;
  }

  /** Asked of the classes themselves, since launchers hide the class path in different places. */
  private static String classPath() {
    return Stream.of(Table.class, Users.class, JsonMapper.class, TokenStreamFactory.class)
        .map(type -> Path.of(location(type)).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static URI location(Class<?> type) {
    try {
      return type.getProtectionDomain().getCodeSource().getLocation().toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A source in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String name;
    private final String code;

    Source(String name, String code) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.name = name;
      this.code = code;
    }

    String className() {
      return name;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}
