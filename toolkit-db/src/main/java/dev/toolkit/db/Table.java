package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A table as a class: columns are fields, constraints and indexes are declared in the constructor.
 *
 * {@snippet :
 * public final class Users extends Table<Users> {
 *   public static final Users users = new Users();
 *   public final GenId<Users> id = bigint("id").primaryKey().identity();
 *   public final Text<Users> name = text("name");
 *   public final IntNull<Users> age = integer("age").nullable();
 *   public final Req1<Users, String> draft = required(name);
 *
 *   private Users() {
 *     super("users");
 *     index("users_name", name);
 *   }
 * }
 * }
 *
 * <p>Columns are not null unless they say so. The first use of the table freezes it and compares
 * the list of required columns with the columns.
 *
 * <p>A table is immutable once it is in use, and safe for use by multiple threads then.
 *
 * @param <T> the class itself
 * @since 0.1.0
 */
public abstract class Table<T extends Table<T>> extends TableLike<T> {
  private final List<Identifier> primaryKey = new ArrayList<>();
  private final List<TableModel.Unique> uniques = new ArrayList<>();
  private final List<TableModel.Check> checks = new ArrayList<>();
  private final List<TableModel.Index> indexes = new ArrayList<>();
  private final List<TableModel.ForeignKey> foreignKeys = new ArrayList<>();
  private final List<TableModel.Policy> policies = new ArrayList<>();
  private @Nullable Set<Identifier> required;
  private @Nullable Identifier renamedFrom;
  private volatile boolean checked;

  /**
   * Makes a table of this name.
   *
   * @throws QueryRefusedException if the name is empty or holds a NUL character
   */
  protected Table(String name) {
    super(Identifier.of(name));
  }

  /** Returns a row without values, for columns that are known at run time only. */
  public final Draft<T> draftOf() {
    return Draft.of(this);
  }

  /**
   * Returns what the class says of the table, and freezes it.
   *
   * @throws QueryRefusedException if the required columns were declared, and are others
   */
  public TableModel model() {
    requireSound();
    List<TableModel.ForeignKey> references = new ArrayList<>(foreignKeys);
    List<TableModel.Unique> unique = new ArrayList<>();
    List<Identifier> key = new ArrayList<>(primaryKey);
    for (ColumnModel column : columns()) {
      column.reference().ifPresent(to -> references.add(reference(column, to)));
      if (column.unique()) {
        unique.add(
            new TableModel.Unique(derived(column.name(), "key"), List.of(column.name()), false));
      }
      if (column.primaryKey()) {
        key.add(column.name());
      }
    }
    unique.addAll(uniques);
    return new TableModel(
        schema(),
        name(),
        renamedFrom,
        columns(),
        key,
        unique,
        references,
        checks,
        indexes,
        policies);
  }

  private TableModel.ForeignKey reference(ColumnModel column, ColumnModel.Reference reference) {
    Col<?, ?> target = reference.target().get();
    // Every column is an expression of its table: see the kinds of columns.
    Node.Column node = (Node.Column) ((Expr<?, ?>) target).node;
    return new TableModel.ForeignKey(
        derived(column.name(), "fkey"),
        List.of(column.name()),
        null,
        java.util.Objects.requireNonNull(node.source()),
        List.of(node.name()),
        reference.onDelete(),
        reference.onUpdate(),
        false);
  }

  /** Returns the name that PostgreSQL would choose for a constraint of the column. */
  private Identifier derived(Identifier column, String suffix) {
    return Identifier.of(name().name() + "_" + column.name() + "_" + suffix);
  }

  @Override
  Relation.Named relation() {
    requireSound();
    return super.relation();
  }

  /** Returns the columns of the primary key, as far as they are known. */
  List<Identifier> key() {
    return model().primaryKey();
  }

  /** Returns whether the columns of the table are known, so that inserts can be checked. */
  boolean isKnown() {
    return true;
  }

  /** Threads that race here do the same twice. */
  private void requireSound() {
    if (!checked) {
      requireRequired();
      columns().forEach(ColumnModel::freeze);
      checked = true;
    }
  }

  private void requireRequired() {
    Set<Identifier> declared = required;
    if (declared == null) {
      return;
    }
    Set<Identifier> actual = new LinkedHashSet<>();
    for (ColumnModel column : columns()) {
      if (column.isRequired()) {
        actual.add(column.name());
      }
    }
    if (!declared.equals(actual)) {
      throw new QueryRefusedException(
          Refusal.REQUIRED_COLUMNS,
          "Table "
              + name()
              + " declares required"
              + declared
              + ", but its columns that are not"
              + " null and have no default are "
              + actual
              + ": list exactly these");
    }
  }

  private void requireColumns(Col<?, ?>... columns) {
    Set<Identifier> names = new LinkedHashSet<>();
    for (Col<?, ?> column : columns) {
      names.add(column.column().name());
    }
    required = names;
  }

  /** Names what the table was called before, so that a migration renames it. */
  protected final void renamedFrom(String former) {
    renamedFrom = Identifier.of(former);
  }

  /** Declares a primary key of several columns. */
  @SafeVarargs
  protected final void primaryKey(Col<T, ?>... columns) {
    primaryKey.addAll(names(columns));
  }

  /** Declares that no two rows have the same values in these columns. */
  @SafeVarargs
  protected final void unique(String constraint, Col<T, ?>... columns) {
    uniques.add(new TableModel.Unique(Identifier.of(constraint), names(columns), false));
  }

  /** Declares that no two rows have the same values in these columns, where null equals null. */
  @SafeVarargs
  protected final void uniqueNullsNotDistinct(String constraint, Col<T, ?>... columns) {
    uniques.add(new TableModel.Unique(Identifier.of(constraint), names(columns), true));
  }

  /** Declares a condition that holds for each row, with {@code lit(…)} for its constants. */
  protected final void check(String constraint, Cond condition) {
    checks.add(new TableModel.Check(Identifier.of(constraint), condition.node));
  }

  /** Declares an index on these columns. */
  @SafeVarargs
  protected final void index(String index, Col<T, ?>... columns) {
    indexes.add(TableModel.Index.of(name(), index, false, names(columns)));
  }

  /** Declares a unique index on these columns. */
  @SafeVarargs
  protected final void uniqueIndex(String index, Col<T, ?>... columns) {
    indexes.add(TableModel.Index.of(name(), index, true, names(columns)));
  }

  /** Declares an index with all that an index may have. */
  protected final void index(IndexDefinition definition) {
    indexes.add(definition.index);
  }

  /**
   * Declares a policy of row-level security (PostgreSQL). With one, nobody but superusers sees or
   * writes a row that no policy is for, not even the owner of the table.
   */
  protected final void policy(PolicyDefinition definition) {
    policies.add(definition.policy);
  }

  /** Declares a foreign key of one or several columns. */
  protected final void foreignKey(ForeignKeyDefinition<T> definition) {
    foreignKeys.add(definition.key);
  }

  /**
   * Declares a way from a foreign key to the row that it refers to, under a name that joins use as
   * the alias. Table and key are asked for when the path is used, so that tables may refer to each
   * other.
   */
  protected final <U extends TableLike<U>, V> Path<U> path(
      String alias, Col<T, V> foreignKey, Supplier<U> table, Function<U, ? extends Col<U, V>> key) {
    Node column = Nodes.expression(foreignKey).node;
    return new Path<>(
        Identifier.of(alias), column, table, target -> Nodes.expression(key.apply(target)));
  }

  static List<Identifier> names(Col<?, ?>... columns) {
    return Arrays.stream(columns).map(column -> column.column().name()).toList();
  }

  /** Refuses a column that is written twice: databases differ in which of the values stays. */
  final void requireDifferent(List<Identifier> written) {
    Set<Identifier> seen = new HashSet<>();
    for (Identifier column : written) {
      if (!seen.add(column)) {
        throw new QueryRefusedException(
            Refusal.DUPLICATE_NAME,
            "Column " + column + " of " + name() + " gets two values: leave one of them out");
      }
    }
  }

  /** Declares the required columns: those that are not null and have no default. */
  protected final <A> Req1<T, A> required(Writable<T, A> a) {
    requireColumns(a);
    return new Req1<>(this, a);
  }

  /** Declares the required columns: those that are not null and have no default. */
  protected final <A, B> Req2<T, A, B> required(Writable<T, A> a, Writable<T, B> b) {
    requireColumns(a, b);
    return new Req2<>(this, a, b);
  }

  /** Declares the required columns: those that are not null and have no default. */
  protected final <A, B, C> Req3<T, A, B, C> required(
      Writable<T, A> a, Writable<T, B> b, Writable<T, C> c) {
    requireColumns(a, b, c);
    return new Req3<>(this, a, b, c);
  }

  /** Declares the required columns: those that are not null and have no default. */
  protected final <A, B, C, D> Req4<T, A, B, C, D> required(
      Writable<T, A> a, Writable<T, B> b, Writable<T, C> c, Writable<T, D> d) {
    requireColumns(a, b, c, d);
    return new Req4<>(this, a, b, c, d);
  }

  /** Declares the required columns: those that are not null and have no default. */
  protected final <A, B, C, D, E> Req5<T, A, B, C, D, E> required(
      Writable<T, A> a, Writable<T, B> b, Writable<T, C> c, Writable<T, D> d, Writable<T, E> e) {
    requireColumns(a, b, c, d, e);
    return new Req5<>(this, a, b, c, d, e);
  }

  /** Declares the required columns: those that are not null and have no default. */
  protected final <A, B, C, D, E, F> Req6<T, A, B, C, D, E, F> required(
      Writable<T, A> a,
      Writable<T, B> b,
      Writable<T, C> c,
      Writable<T, D> d,
      Writable<T, E> e,
      Writable<T, F> f) {
    requireColumns(a, b, c, d, e, f);
    return new Req6<>(this, a, b, c, d, e, f);
  }

  /** Declares the required columns: those that are not null and have no default. */
  protected final <A, B, C, D, E, F, G> Req7<T, A, B, C, D, E, F, G> required(
      Writable<T, A> a,
      Writable<T, B> b,
      Writable<T, C> c,
      Writable<T, D> d,
      Writable<T, E> e,
      Writable<T, F> f,
      Writable<T, G> g) {
    requireColumns(a, b, c, d, e, f, g);
    return new Req7<>(this, a, b, c, d, e, f, g);
  }

  /** Declares the required columns: those that are not null and have no default. */
  protected final <A, B, C, D, E, F, G, H> Req8<T, A, B, C, D, E, F, G, H> required(
      Writable<T, A> a,
      Writable<T, B> b,
      Writable<T, C> c,
      Writable<T, D> d,
      Writable<T, E> e,
      Writable<T, F> f,
      Writable<T, G> g,
      Writable<T, H> h) {
    requireColumns(a, b, c, d, e, f, g, h);
    return new Req8<>(this, a, b, c, d, e, f, g, h);
  }

  /** Declares the required columns: those that are not null and have no default. */
  protected final <A, B, C, D, E, F, G, H, I> Req9<T, A, B, C, D, E, F, G, H, I> required(
      Writable<T, A> a,
      Writable<T, B> b,
      Writable<T, C> c,
      Writable<T, D> d,
      Writable<T, E> e,
      Writable<T, F> f,
      Writable<T, G> g,
      Writable<T, H> h,
      Writable<T, I> i) {
    requireColumns(a, b, c, d, e, f, g, h, i);
    return new Req9<>(this, a, b, c, d, e, f, g, h, i);
  }

  /** Declares the required columns: those that are not null and have no default. */
  protected final <A, B, C, D, E, F, G, H, I, J> Req10<T, A, B, C, D, E, F, G, H, I, J> required(
      Writable<T, A> a,
      Writable<T, B> b,
      Writable<T, C> c,
      Writable<T, D> d,
      Writable<T, E> e,
      Writable<T, F> f,
      Writable<T, G> g,
      Writable<T, H> h,
      Writable<T, I> i,
      Writable<T, J> j) {
    requireColumns(a, b, c, d, e, f, g, h, i, j);
    return new Req10<>(this, a, b, c, d, e, f, g, h, i, j);
  }

  /** Declares the required columns: those that are not null and have no default. */
  protected final <A, B, C, D, E, F, G, H, I, J, K>
      Req11<T, A, B, C, D, E, F, G, H, I, J, K> required(
          Writable<T, A> a,
          Writable<T, B> b,
          Writable<T, C> c,
          Writable<T, D> d,
          Writable<T, E> e,
          Writable<T, F> f,
          Writable<T, G> g,
          Writable<T, H> h,
          Writable<T, I> i,
          Writable<T, J> j,
          Writable<T, K> k) {
    requireColumns(a, b, c, d, e, f, g, h, i, j, k);
    return new Req11<>(this, a, b, c, d, e, f, g, h, i, j, k);
  }

  /** Declares the required columns: those that are not null and have no default. */
  protected final <A, B, C, D, E, F, G, H, I, J, K, L>
      Req12<T, A, B, C, D, E, F, G, H, I, J, K, L> required(
          Writable<T, A> a,
          Writable<T, B> b,
          Writable<T, C> c,
          Writable<T, D> d,
          Writable<T, E> e,
          Writable<T, F> f,
          Writable<T, G> g,
          Writable<T, H> h,
          Writable<T, I> i,
          Writable<T, J> j,
          Writable<T, K> k,
          Writable<T, L> l) {
    requireColumns(a, b, c, d, e, f, g, h, i, j, k, l);
    return new Req12<>(this, a, b, c, d, e, f, g, h, i, j, k, l);
  }

  /** Declares the required columns: those that are not null and have no default. */
  protected final <A, B, C, D, E, F, G, H, I, J, K, L, M>
      Req13<T, A, B, C, D, E, F, G, H, I, J, K, L, M> required(
          Writable<T, A> a,
          Writable<T, B> b,
          Writable<T, C> c,
          Writable<T, D> d,
          Writable<T, E> e,
          Writable<T, F> f,
          Writable<T, G> g,
          Writable<T, H> h,
          Writable<T, I> i,
          Writable<T, J> j,
          Writable<T, K> k,
          Writable<T, L> l,
          Writable<T, M> m) {
    requireColumns(a, b, c, d, e, f, g, h, i, j, k, l, m);
    return new Req13<>(this, a, b, c, d, e, f, g, h, i, j, k, l, m);
  }

  /** Declares the required columns: those that are not null and have no default. */
  protected final <A, B, C, D, E, F, G, H, I, J, K, L, M, N>
      Req14<T, A, B, C, D, E, F, G, H, I, J, K, L, M, N> required(
          Writable<T, A> a,
          Writable<T, B> b,
          Writable<T, C> c,
          Writable<T, D> d,
          Writable<T, E> e,
          Writable<T, F> f,
          Writable<T, G> g,
          Writable<T, H> h,
          Writable<T, I> i,
          Writable<T, J> j,
          Writable<T, K> k,
          Writable<T, L> l,
          Writable<T, M> m,
          Writable<T, N> n) {
    requireColumns(a, b, c, d, e, f, g, h, i, j, k, l, m, n);
    return new Req14<>(this, a, b, c, d, e, f, g, h, i, j, k, l, m, n);
  }

  /** Declares the required columns: those that are not null and have no default. */
  protected final <A, B, C, D, E, F, G, H, I, J, K, L, M, N, O>
      Req15<T, A, B, C, D, E, F, G, H, I, J, K, L, M, N, O> required(
          Writable<T, A> a,
          Writable<T, B> b,
          Writable<T, C> c,
          Writable<T, D> d,
          Writable<T, E> e,
          Writable<T, F> f,
          Writable<T, G> g,
          Writable<T, H> h,
          Writable<T, I> i,
          Writable<T, J> j,
          Writable<T, K> k,
          Writable<T, L> l,
          Writable<T, M> m,
          Writable<T, N> n,
          Writable<T, O> o) {
    requireColumns(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o);
    return new Req15<>(this, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o);
  }

  /** Declares the required columns: those that are not null and have no default. */
  protected final <A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P>
      Req16<T, A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P> required(
          Writable<T, A> a,
          Writable<T, B> b,
          Writable<T, C> c,
          Writable<T, D> d,
          Writable<T, E> e,
          Writable<T, F> f,
          Writable<T, G> g,
          Writable<T, H> h,
          Writable<T, I> i,
          Writable<T, J> j,
          Writable<T, K> k,
          Writable<T, L> l,
          Writable<T, M> m,
          Writable<T, N> n,
          Writable<T, O> o,
          Writable<T, P> p) {
    requireColumns(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
    return new Req16<>(this, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
  }
}
