package dev.toolkit.db.jdbc;

import dev.toolkit.db.sql.Rendered;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that lost against another one that ran at the same time, by a deadlock or because
 * the two cannot be put into an order. Run from its start again, it can succeed: see {@link
 * TxOptions#retries}.
 *
 * @since 0.1.0
 */
public final class TransactionConflictException extends QueryException {

  private static final long serialVersionUID = 1L;

  TransactionConflictException(Failure failure, @Nullable Rendered statement, SQLException error) {
    super(failure, statement, error);
  }
}
