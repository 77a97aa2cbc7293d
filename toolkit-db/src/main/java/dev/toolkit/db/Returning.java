package dev.toolkit.db;

import dev.toolkit.db.sql.Feature;
import dev.toolkit.db.sql.H2Dialect;
import dev.toolkit.db.sql.Row;
import dev.toolkit.db.sql.StatementNode;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An insert, update or delete that gives rows back.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <R> what a row yields
 * @since 0.1.0
 */
public final class Returning<R extends @Nullable Object> extends RenderedOnce
    implements ResultStatement<R> {
  private final StatementNode.Write statement;
  private final Projection<R> projection;
  private final @Nullable FollowUp followUp;
  private final @Nullable WriteByKeys<?> byKeys;

  Returning(
      Context context,
      StatementNode.Write statement,
      Projection<R> projection,
      @Nullable FollowUp followUp) {
    this(context, statement, projection, followUp, null);
  }

  private Returning(
      Context context,
      StatementNode.Write statement,
      Projection<R> projection,
      @Nullable FollowUp followUp,
      @Nullable WriteByKeys<?> byKeys) {
    super(context);
    this.statement = statement;
    this.projection = projection;
    this.followUp = followUp;
    this.byKeys = byKeys;
  }

  /** Returns an update or delete, by keys if the dialect needs it and there is a database. */
  static <R extends @Nullable Object> Returning<R> of(
      Context context,
      Table<?> table,
      Feature feature,
      StatementNode.Write statement,
      Projection<R> projection) {
    boolean byKeys =
        context.dialect().support(feature) == Feature.Support.EMULATED
            && !(context.dialect() instanceof H2Dialect)
            && context.executor() != RenderOnly.INSTANCE;
    return new Returning<>(
        context,
        statement,
        projection,
        null,
        byKeys ? WriteByKeys.of(context.dialect(), table, statement) : null);
  }

  /** Returns the write, whatever it takes to run it. */
  StatementNode.Write statement() {
    return statement;
  }

  @Override
  StatementNode node() {
    return byKeys == null ? statement : byKeys.locking();
  }

  @Override
  public R read(Row row) throws SQLException {
    return projection.read(row, 1);
  }

  @Override
  public boolean writes() {
    return true;
  }

  @Override
  public Executor executor() {
    return context.executor();
  }

  @Override
  public Optional<FollowUp> followUp() {
    return Optional.ofNullable(followUp);
  }

  @Override
  public Optional<KeyedWrite> keyedWrite() {
    return Optional.ofNullable(byKeys);
  }
}
