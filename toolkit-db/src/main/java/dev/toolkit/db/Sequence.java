package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of numbers in the database (PostgreSQL, MariaDB and H2).
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Sequence {
  private final @Nullable Identifier schema;
  private final Identifier name;
  private final long start;
  private final long increment;

  private Sequence(@Nullable Identifier schema, Identifier name, long start, long increment) {
    this.schema = schema;
    this.name = name;
    this.start = start;
    this.increment = increment;
  }

  /** Returns the sequence of this name, which starts at one and counts by one. */
  public static Sequence of(String name) {
    return new Sequence(null, Identifier.of(name), 1, 1);
  }

  /** Returns the same sequence, in the schema of this name. */
  public Sequence in(String schemaName) {
    return new Sequence(Identifier.of(schemaName), name, start, increment);
  }

  /** Returns the same sequence with this first number. */
  public Sequence startingAt(long first) {
    return new Sequence(schema, name, first, increment);
  }

  /**
   * Returns the same sequence with this distance between its numbers.
   *
   * @throws IllegalArgumentException if it is zero
   */
  public Sequence incrementedBy(long distance) {
    if (distance == 0) {
      throw new IllegalArgumentException("Increment of sequence " + name + " must not be 0");
    }
    return new Sequence(schema, name, start, distance);
  }

  /** Returns the schema, if there is one. */
  public Optional<Identifier> schema() {
    return Optional.ofNullable(schema);
  }

  /** Returns the name. */
  public Identifier name() {
    return name;
  }

  /** Returns the first number. */
  public long start() {
    return start;
  }

  /** Returns the distance between the numbers. */
  public long increment() {
    return increment;
  }

  /** Returns the next number, as an expression. */
  public NumExpr<Long, Long> next() {
    return new NumExpr<>(new Node.NextValue(schema, name), SqlType.BIGINT, Reading.REQUIRED, null);
  }
}
