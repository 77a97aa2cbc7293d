package dev.toolkit.db.sql;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A query: what gives rows. Nodes are immutable.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public sealed interface QueryNode {

  /** Returns the common table expressions in front of the query. */
  List<With> with();

  /** Returns the names of the output columns; null stands for a column without one. */
  List<@Nullable Identifier> names();

  /** A column of the output: an expression, its type and, if it has one, its alias. */
  record Item(Node node, SqlType<?> type, @Nullable Identifier alias, boolean required) {

    /** Returns the name of the output column, or null if the database chooses it. */
    public @Nullable Identifier name() {
      return alias == null && node instanceof Node.Column column ? column.name() : alias;
    }

    /** Returns whether this is the output of the expression, under the alias if there is one. */
    public boolean isFor(Node expression, @Nullable Identifier under) {
      return node.equals(expression) && (under == null || Objects.equals(under, alias));
    }
  }

  /** A common table expression. */
  record With(
      Identifier name,
      List<Identifier> columns,
      boolean recursive,
      @Nullable Boolean materialized,
      StatementNode body) {
    public With {
      columns = List.copyOf(columns);
    }
  }

  /**
   * {@code select … from …} in all its parts. Those that most selects are without are in {@code
   * clauses}, since each step of building a query copies the others.
   */
  record Select(
      List<Item> items,
      @Nullable Relation from,
      List<Join> joins,
      @Nullable Node where,
      List<Node.SortKey> order,
      @Nullable Node limit,
      Clauses clauses)
      implements QueryNode, StatementNode {

    /** Returns a select of these items from the relation, and nothing else. */
    public static Select of(List<Item> items, @Nullable Relation from) {
      return new Select(items, from, List.of(), null, List.of(), null, Clauses.NONE);
    }

    @Override
    public List<With> with() {
      return clauses.with();
    }

    @Override
    public List<@Nullable Identifier> names() {
      return items.stream().<@Nullable Identifier>map(Item::name).toList();
    }

    /** Returns whether rows that equal another are left out. */
    public boolean distinct() {
      return clauses.distinct();
    }

    /** Returns the expressions whose groups give one row each, or none. */
    public List<Node> distinctOn() {
      return clauses.distinctOn();
    }

    /** Returns the keys of the groups. */
    public List<Node> groupBy() {
      return clauses.groupBy();
    }

    /** Returns the condition on groups, or null. */
    public @Nullable Node having() {
      return clauses.having();
    }

    /** Returns the windows with names. */
    public List<NamedWindow> windows() {
      return clauses.windows();
    }

    /** Returns how many rows are skipped, or null. */
    public @Nullable Node offset() {
      return clauses.offset();
    }

    /** Returns the lock on the rows, or null. */
    public @Nullable Lock lock() {
      return clauses.lock();
    }
  }

  /** The parts of a select that most are without. */
  record Clauses(
      List<With> with,
      boolean distinct,
      List<Node> distinctOn,
      List<Node> groupBy,
      @Nullable Node having,
      List<NamedWindow> windows,
      @Nullable Node offset,
      @Nullable Lock lock) {

    /** None of them. */
    public static final Clauses NONE =
        new Clauses(List.of(), false, List.of(), List.of(), null, List.of(), null, null);
  }

  /** Two queries as one; the operands keep their grouping in every dialect. */
  record SetOperation(
      List<With> with,
      SetOperator operator,
      boolean all,
      QueryNode left,
      QueryNode right,
      List<Node.SortKey> order,
      @Nullable Node limit,
      @Nullable Node offset)
      implements QueryNode, StatementNode {

    @Override
    public List<@Nullable Identifier> names() {
      return left.names();
    }
  }

  /** How two queries become one. */
  enum SetOperator {
    /** Rows of either. */
    UNION("union"),
    /** Rows of both. */
    INTERSECT("intersect"),
    /** Rows of the first that are not in the second. */
    EXCEPT("except");

    /** The keyword between blanks. */
    final String spaced;

    SetOperator(String sql) {
      this.spaced = " " + sql + " ";
    }
  }

  /** A join of the rows so far with another relation, by a condition or by columns of one name. */
  record Join(JoinType type, Relation relation, @Nullable Node on, List<Identifier> using) {
    public Join(JoinType type, Relation relation, @Nullable Node on) {
      this(type, relation, on, List.of());
    }
  }

  /** The kinds of joins. */
  enum JoinType {
    /** Rows that match. */
    INNER("join"),
    /** All rows of the left side. */
    LEFT("left join"),
    /** All rows of the right side. */
    RIGHT("right join"),
    /** All rows of both sides. */
    FULL("full join"),
    /** Each row with each. */
    CROSS("cross join");

    /** The keyword between blanks. */
    final String spaced;

    JoinType(String sql) {
      this.spaced = " " + sql + " ";
    }
  }

  /** A window that functions of the query refer to by name. */
  record NamedWindow(Identifier name, Node.Window window) {}

  /** A lock on the rows that are read. */
  record Lock(LockMode mode, List<Identifier> of, LockWait waiting) {
    public Lock {
      of = List.copyOf(of);
    }
  }

  /** How strong a lock is. */
  enum LockMode {
    /** Nobody else may change or lock the rows. */
    UPDATE("update"),
    /** As {@link #UPDATE}, but keys may be referred to. */
    NO_KEY_UPDATE("no key update"),
    /** Nobody may change the rows. */
    SHARE("share"),
    /** Nobody may change the keys of the rows. */
    KEY_SHARE("key share");

    final String sql;

    LockMode(String sql) {
      this.sql = sql;
    }
  }

  /** What happens if another transaction holds a lock. */
  enum LockWait {
    /** Wait for it. */
    WAIT(""),
    /** Fail. */
    NO_WAIT(" nowait"),
    /** Leave those rows out. */
    SKIP_LOCKED(" skip locked");

    final String sql;

    LockWait(String sql) {
      this.sql = sql;
    }
  }
}
