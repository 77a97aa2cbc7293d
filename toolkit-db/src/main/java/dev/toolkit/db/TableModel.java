package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a table class says of its table: what {@code create table} needs, and what a live
 * database is compared with.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class TableModel {
  private final @Nullable Identifier schema;
  private final Identifier name;
  private final @Nullable Identifier renamedFrom;
  private final List<ColumnModel> columns;
  private final List<Identifier> primaryKey;
  private final List<Unique> uniques;
  private final List<ForeignKey> foreignKeys;
  private final List<Check> checks;
  private final List<Index> indexes;
  private final List<Policy> policies;

  /** Columns of which no two rows have the same values. */
  public record Unique(Identifier name, List<Identifier> columns, boolean nullsNotDistinct) {}

  /** Columns that refer to a row of another table. */
  public record ForeignKey(
      Identifier name,
      List<Identifier> columns,
      @Nullable Identifier schema,
      Identifier table,
      List<Identifier> target,
      OnDelete onDelete,
      OnDelete onUpdate,
      boolean deferrable) {}

  /** A condition that holds for each row, or is unknown. */
  public record Check(Identifier name, Node condition) {}

  /**
   * An index. Keys may be expressions; {@code where} limits it to some of the rows, and the
   * included columns are kept beside the keys.
   */
  public record Index(
      Identifier name,
      boolean unique,
      List<Node.SortKey> keys,
      List<Identifier> included,
      @Nullable Node where,
      @Nullable String method) {

    /** Returns an index of the columns of a table or view. */
    static Index of(Identifier table, String index, boolean unique, List<Identifier> columns) {
      List<Node.SortKey> keys = new ArrayList<>();
      for (Identifier column : columns) {
        keys.add(new Node.SortKey(new Node.Column(table, column), false, Node.Nulls.UNSPECIFIED));
      }
      return new Index(Identifier.of(index), unique, keys, List.of(), null, null);
    }
  }

  /** What a policy is about. */
  public enum Command {
    /** Each of the others. */
    ALL,
    /** Reading rows. */
    SELECT,
    /** Adding rows. */
    INSERT,
    /** Changing rows. */
    UPDATE,
    /** Deleting rows. */
    DELETE
  }

  /**
   * A policy of row-level security.
   *
   * @param restrictive whether it must hold beside the others, of which one is enough
   * @param roles whom it is for; everybody if there are none
   * @param seen what holds of the rows that are there, or null if it is about new ones only
   * @param written what holds of rows as they are written, or null if it is the same
   */
  public record Policy(
      Identifier name,
      Command command,
      boolean restrictive,
      List<Identifier> roles,
      @Nullable Node seen,
      @Nullable Node written) {}

  /** A view: its name and its query, or none if it is made by somebody else. */
  public record View(@Nullable Identifier schema, Identifier name, @Nullable QueryNode query) {}

  TableModel(
      @Nullable Identifier schema,
      Identifier name,
      @Nullable Identifier renamedFrom,
      List<ColumnModel> columns,
      List<Identifier> primaryKey,
      List<Unique> uniques,
      List<ForeignKey> foreignKeys,
      List<Check> checks,
      List<Index> indexes,
      List<Policy> policies) {
    this.schema = schema;
    this.name = name;
    this.renamedFrom = renamedFrom;
    this.columns = List.copyOf(columns);
    this.primaryKey = List.copyOf(primaryKey);
    this.uniques = List.copyOf(uniques);
    this.foreignKeys = List.copyOf(foreignKeys);
    this.checks = List.copyOf(checks);
    this.indexes = List.copyOf(indexes);
    this.policies = List.copyOf(policies);
  }

  /** Returns the schema, if the table names one. */
  public Optional<Identifier> schema() {
    return Optional.ofNullable(schema);
  }

  /** Returns the name. */
  public Identifier name() {
    return name;
  }

  /** Returns the former name, for migrations. */
  public Optional<Identifier> renamedFrom() {
    return Optional.ofNullable(renamedFrom);
  }

  /** Returns the columns, in the order of their fields. */
  public List<ColumnModel> columns() {
    return columns;
  }

  /** Returns the columns of the primary key, none if there is no such key. */
  public List<Identifier> primaryKey() {
    return primaryKey;
  }

  /** Returns the unique constraints. */
  public List<Unique> uniques() {
    return uniques;
  }

  /** Returns the foreign keys. */
  public List<ForeignKey> foreignKeys() {
    return foreignKeys;
  }

  /** Returns the check constraints. */
  public List<Check> checks() {
    return checks;
  }

  /** Returns the indexes. */
  public List<Index> indexes() {
    return indexes;
  }

  /** Returns the policies of row-level security. */
  public List<Policy> policies() {
    return policies;
  }

  /** Returns the column of this name, if there is one. */
  public Optional<ColumnModel> column(Identifier column) {
    return columns.stream().filter(model -> model.name().equals(column)).findFirst();
  }

  /** Returns the keys of which no two rows have the same values, the primary one first. */
  List<List<Identifier>> keys() {
    List<List<Identifier>> keys = new ArrayList<>();
    if (!primaryKey.isEmpty()) {
      keys.add(primaryKey);
    }
    uniques.forEach(unique -> keys.add(unique.columns()));
    for (Index index : indexes) {
      boolean plain =
          index.unique()
              && index.where() == null
              && index.keys().stream().allMatch(key -> key.operand() instanceof Node.Column);
      if (plain) {
        keys.add(index.keys().stream().map(key -> ((Node.Column) key.operand()).name()).toList());
      }
    }
    return keys;
  }
}
