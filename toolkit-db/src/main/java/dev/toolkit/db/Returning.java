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

  Returning(
      Context context,
      StatementNode.Write statement,
      Projection<R> projection,
      @Nullable FollowUp followUp) {
    super(context);
    this.statement = statement;
    this.projection = projection;
    this.followUp = followUp;
  }

  @Override
  StatementNode.Write node() {
    return statement;
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
}
