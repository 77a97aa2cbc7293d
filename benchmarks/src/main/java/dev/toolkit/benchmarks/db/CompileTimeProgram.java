package dev.toolkit.benchmarks.db;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles 100 tables of 20 columns with 500 queries, and the same classes as plain records with
 * 500 methods that make one of another, in turns, and prints medians.
 *
 * {@snippet lang="shell" :
 * mvn -pl benchmarks -am package -DskipTests
 * java -cp benchmarks/target/benchmarks.jar dev.toolkit.benchmarks.db.CompileTimeProgram
 * }
 */
public final class CompileTimeProgram {
  private static final int TABLES = 100;
  private static final int COLUMNS = 20;
  private static final int QUERIES = 5;
  private static final int ROUNDS = 9;

  private CompileTimeProgram() {}

  /** Measures and prints. */
  public static void main(String[] arguments) throws IOException {
    List<Path> tables = tables(Files.createTempDirectory("tables"));
    List<Path> records = records(Files.createTempDirectory("records"));
    long[] tableMillis = new long[ROUNDS];
    long[] recordMillis = new long[ROUNDS];
    for (int i = -4; i < ROUNDS; i++) {
      long first = compile(tables);
      long second = compile(records);
      if (i >= 0) {
        tableMillis[i] = first;
        recordMillis[i] = second;
      }
    }
    Arrays.sort(tableMillis);
    Arrays.sort(recordMillis);
    System.out.printf(
        Locale.ROOT,
        "tables and queries %d ms (%d to %d), records %d ms (%d to %d), ratio %.2f%n",
        tableMillis[ROUNDS / 2],
        tableMillis[0],
        tableMillis[ROUNDS - 1],
        recordMillis[ROUNDS / 2],
        recordMillis[0],
        recordMillis[ROUNDS - 1],
        tableMillis[ROUNDS / 2] / (double) recordMillis[ROUNDS / 2]);
  }

  private static long compile(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Path out = Files.createTempDirectory("classes");
    long start = System.nanoTime();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(sources);
      List<String> options = List.of("-proc:none", "-nowarn", "-d", out.toString());
      boolean compiled =
          compiler.getTask(Writer.nullWriter(), files, null, options, null, units).call();
      if (!compiled) {
        throw new IllegalStateException("The sources do not compile");
      }
    }
    return (System.nanoTime() - start) / 1_000_000;
  }

  private static String type(int column) {
    return switch (column % 4) {
      case 0 -> "Long";
      case 1 -> "String";
      case 2 -> "Integer";
      default -> "Boolean";
    };
  }

  private static List<Path> tables(Path folder) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (int t = 0; t < TABLES; t++) {
      sources.add(write(folder, "T" + t, table(t)));
      sources.add(write(folder, "Q" + t, queries(t)));
    }
    return sources;
  }

  private static String table(int t) {
    StringBuilder text = new StringBuilder("import dev.toolkit.db.*;\n");
    text.append("public final class T%d extends Table<T%d> {\n".formatted(t, t));
    text.append("  public static final T%d t%d = new T%d();\n".formatted(t, t, t));
    for (int c = 0; c < COLUMNS; c++) {
      String kind =
          switch (c % 4) {
            case 0 -> "BigInt<T%d> c%d = bigint(\"c%d\")";
            case 1 -> "Text<T%d> c%d = text(\"c%d\")";
            case 2 -> "Int<T%d> c%d = integer(\"c%d\")";
            default -> "Bool<T%d> c%d = bool(\"c%d\")";
          };
      text.append("  public final ").append(kind.formatted(t, c, c)).append(";\n");
    }
    return text.append("  private T%d() { super(\"t%d\"); }\n}\n".formatted(t, t)).toString();
  }

  private static String queries(int t) {
    StringBuilder text = new StringBuilder("import dev.toolkit.db.*;\nimport java.util.*;\n");
    text.append("class Q%d {\n".formatted(t));
    for (int q = 0; q < QUERIES; q++) {
      text.append(
          """
            record R%d(long a, String b, int c, boolean d) {}
            static Query<R%d> q%d(Queries db, long id, String like) {
              return db.select(T%d.t%d.c0, T%d.t%d.c1, T%d.t%d.c2, T%d.t%d.c3).from(T%d.t%d)
                  .where(T%d.t%d.c4.eq(id).and(T%d.t%d.c5.contains(like)).and(T%d.t%d.c6.gt(%d)))
                  .orderBy(T%d.t%d.c0.asc()).limit(10).as(R%d::new);
            }
          """
              .replace("T%d.t%d", "T" + t + ".t" + t)
              .formatted(q, q, q, q, q));
    }
    return text.append("}\n").toString();
  }

  private static List<Path> records(Path folder) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (int t = 0; t < TABLES; t++) {
      StringBuilder components = new StringBuilder();
      for (int c = 0; c < COLUMNS; c++) {
        components.append(c == 0 ? "" : ", ").append(type(c)).append(" c").append(c);
      }
      String table = "public record T%d(%s) {}\n".formatted(t, components);
      sources.add(write(folder, "T" + t, table));
      sources.add(write(folder, "Q" + t, methods(t)));
    }
    return sources;
  }

  private static String methods(int t) {
    StringBuilder text = new StringBuilder("import java.util.*;\n");
    text.append("class Q%d {\n".formatted(t));
    for (int q = 0; q < QUERIES; q++) {
      text.append(
          """
            record R%d(long a, String b, int c, boolean d) {}
            static List<R%d> q%d(List<T@> rows, long id, String like) {
              return rows.stream()
                  .filter(r -> r.c4() == id && r.c5().contains(like) && r.c6() > %d)
                  .sorted(Comparator.comparing(T@::c0)).limit(10)
                  .map(r -> new R%d(r.c0(), r.c1(), r.c2(), r.c3())).toList();
            }
          """
              .replace("@", Integer.toString(t))
              .formatted(q, q, q, q, q));
    }
    return text.append("}\n").toString();
  }

  private static Path write(Path folder, String name, String source) throws IOException {
    return Files.writeString(folder.resolve(name + ".java"), source);
  }
}
