package dev.toolkit.db.sql;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A name of a table, column, alias, constraint or savepoint, as it is in the catalogue.
 *
 * <p>Each quoted form is made when it is first asked for, and kept, so that writing a name is one
 * append. In each the closing quote is doubled (SQL:2016, 5.2 {@code <delimited identifier>}; MySQL
 * with back-ticks), which is why no name can end itself.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Identifier {
  private final String name;

  /** Threads that race make equal texts. */
  private @Nullable String doubleQuoted;

  private @Nullable String backTicked;

  private Identifier(String name) {
    this.name = name;
  }

  /**
   * Returns the identifier of this name.
   *
   * @throws QueryRefusedException if the name is empty or holds a NUL character
   */
  public static Identifier of(String name) {
    requireNonNull(name, "name");
    if (name.isEmpty()) {
      throw new QueryRefusedException(Refusal.EMPTY_IDENTIFIER, "Identifier is empty: give a name");
    }
    int nul = name.indexOf('\0');
    if (nul >= 0) {
      throw new QueryRefusedException(
          Refusal.NUL_IN_IDENTIFIER,
          "Identifier \""
              + name.replace("\0", "\\u0000")
              + "\" has a NUL at index "
              + nul
              + ": no database can hold such a name");
    }
    return new Identifier(name);
  }

  /** Returns the name as given, without quotes. */
  public String name() {
    return name;
  }

  /** Returns the name between double quotes, as all dialects but MySQL and MariaDB write it. */
  public String doubleQuoted() {
    String known = doubleQuoted;
    if (known == null) {
      known = '"' + name.replace("\"", "\"\"") + '"';
      doubleQuoted = known;
    }
    return known;
  }

  /** Returns the name between back-ticks, as MySQL and MariaDB write it. */
  public String backTicked() {
    String known = backTicked;
    if (known == null) {
      known = '`' + name.replace("`", "``") + '`';
      backTicked = known;
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Identifier that && hasNameOf(that));
  }

  /** Strings keep their hashes, which tell most names apart without a look at the characters. */
  private boolean hasNameOf(Identifier that) {
    return name.hashCode() == that.name.hashCode() && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return doubleQuoted();
  }
}
