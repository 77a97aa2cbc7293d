package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a table class says of a column.
 *
 * <p>It is open while the constructor of the table runs, and does not change once the table is
 * used. From then on it is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class ColumnModel {

  /**
   * Whether the database counts the values of a column.
   *
   * @since 0.1.0
   */
  public enum Identity {
    /** It does not. */
    NONE,
    /** It does, unless an insert has a value. */
    BY_DEFAULT,
    /** It always does. */
    ALWAYS
  }

  private final Identifier name;
  private SqlType<?> type;
  private boolean nullable;
  private boolean primaryKey;
  private boolean unique;
  private boolean frozen;
  private Identity identity = Identity.NONE;
  private @Nullable ColumnDefault inDatabase;
  private @Nullable Supplier<?> onInsert;
  private @Nullable Supplier<?> onUpdate;
  private @Nullable Node generated;
  private @Nullable Identifier renamedFrom;
  private @Nullable Reference reference;

  /** A foreign key of a single column. */
  record Reference(Supplier<? extends Col<?, ?>> target, OnDelete onDelete, OnDelete onUpdate) {}

  ColumnModel(String name, SqlType<?> type) {
    this.name = Identifier.of(name);
    this.type = type;
  }

  /** Returns the name. */
  public Identifier name() {
    return name;
  }

  /** Returns the type. */
  public SqlType<?> type() {
    return type;
  }

  /** Returns whether the column may be null. */
  public boolean nullable() {
    return nullable;
  }

  /** Returns whether the column alone is the primary key. */
  public boolean primaryKey() {
    return primaryKey;
  }

  /** Returns whether the column alone is unique. */
  public boolean unique() {
    return unique;
  }

  /** Returns whether the database counts the values. */
  public Identity identity() {
    return identity;
  }

  /** Returns the default in the database, if there is one. */
  public Optional<ColumnDefault> inDatabase() {
    return Optional.ofNullable(inDatabase);
  }

  /** Returns the expression that the database always computes the column from, if there is one. */
  public Optional<Node> generated() {
    return Optional.ofNullable(generated);
  }

  /** Returns the former name, for migrations. */
  public Optional<Identifier> renamedFrom() {
    return Optional.ofNullable(renamedFrom);
  }

  /** Returns whether an insert must have a value for the column. */
  public boolean isRequired() {
    return !nullable
        && identity == Identity.NONE
        && inDatabase == null
        && onInsert == null
        && generated == null;
  }

  Optional<Reference> reference() {
    return Optional.ofNullable(reference);
  }

  @Nullable Supplier<?> onInsert() {
    return onInsert;
  }

  @Nullable Supplier<?> onUpdate() {
    return onUpdate;
  }

  ColumnModel open() {
    if (frozen) {
      throw new IllegalStateException(
          "Column " + name + " is in use: define columns in the table class only");
    }
    return this;
  }

  void freeze() {
    frozen = true;
  }

  void type(SqlType<?> changed) {
    open().type = changed;
  }

  void makeNullable() {
    open().nullable = true;
  }

  void makePrimaryKey() {
    open().primaryKey = true;
  }

  void makeUnique() {
    open().unique = true;
  }

  void identity(Identity kind) {
    open().identity = kind;
  }

  void inDatabase(ColumnDefault value) {
    open().inDatabase = value;
  }

  void onInsert(Supplier<?> value) {
    open().onInsert = value;
  }

  void onUpdate(Supplier<?> value) {
    open().onUpdate = value;
  }

  void generated(Node node) {
    open().generated = node;
  }

  void renamedFrom(String former) {
    open().renamedFrom = Identifier.of(former);
  }

  void reference(Reference target) {
    open().reference = target;
  }

  @Override
  public String toString() {
    return name + " " + type + (nullable ? "" : " not null");
  }
}
