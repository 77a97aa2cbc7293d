package dev.toolkit.db;

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

  /** Makes one of a single statement, unless it has a follow-up or is by keys. */
  Returning(
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
