package dev.toolkit.db.sql;

/**
 * A statement that cannot mean what was written, refused before anything was sent. The message
 * names the column, the dialect where it matters, and the fix.
 *
 * @since 0.1.0
 */
public final class QueryRefusedException extends DbException {

  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  /** Makes an exception for this reason. */
  public QueryRefusedException(Refusal refusal, String message) {
    super(message, null);
    this.refusal = refusal;
  }

  /** Returns the reason. */
  public Refusal refusal() {
    return refusal;
  }

  /** Returns the code of the reason, such as {@code null_comparison}. */
  public String code() {
    return refusal.code();
  }
}
