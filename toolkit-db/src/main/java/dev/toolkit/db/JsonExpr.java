package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.Node.Operator;
import dev.toolkit.db.sql.SqlType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expression of JSON.
 *
 * <p>Steps of a path are keys ({@code String}) and indexes ({@code Integer}) that count from zero,
 * or from the end if negative.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <V> the type that the JSON is mapped to
 * @param <R> the type that a row yields
 * @since 0.1.0
 */
public class JsonExpr<V, R extends @Nullable Object> extends Expr<V, R> {

  JsonExpr(Node node, SqlType<V> type, Reading reading, @Nullable Identifier alias) {
    super(node, type, reading, alias);
  }

  @Override
  public JsonExpr<V, R> as(String alias) {
    return new JsonExpr<>(node, type, reading, Identifier.of(alias));
  }

  @Override
  public JsonExpr<V, Optional<V>> opt() {
    return new JsonExpr<>(node, type, Reading.OPTIONAL, alias);
  }

  @Override
  public JsonExpr<V, @Nullable V> orNull() {
    return new JsonExpr<>(node, type, Reading.NULLABLE, alias);
  }

  /** Returns what is at the path, as the text of its JSON. */
  public final JsonExpr<String, Optional<String>> at(Object... path) {
    return new JsonExpr<>(
        new Node.JsonAt(node, List.of(path), false), SqlType.JSON, Reading.OPTIONAL, null);
  }

  /** Returns what is at the path as text: a string without its quotes. */
  public final TextExpr<Optional<String>> textAt(Object... path) {
    return new TextExpr<>(
        new Node.JsonAt(node, List.of(path), true), SqlType.TEXT, Reading.OPTIONAL, null);
  }

  /** Holds if this is an object with the key. */
  public final Cond hasKey(String key) {
    return new Cond(new Node.JsonHasKey(node, key));
  }

  /** Holds if this contains the JSON of the value (PostgreSQL, MySQL and MariaDB). */
  public final Cond containsJson(V value) {
    return new Cond(new Node.JsonContains(node, bound(value, Operator.EQ)));
  }
}
