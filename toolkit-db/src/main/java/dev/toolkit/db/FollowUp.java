package dev.toolkit.db;

import dev.toolkit.db.sql.Rendered;
import java.util.List;

/**
 * Fetches what an insert wrote by its keys, for databases that do not give rows back.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface FollowUp {

  /**
   * Returns the statement that reads the rows with these keys; it is read as the insert is.
   *
   * @param generatedKeys the keys that the driver reports, in order, empty if it reports none
   */
  Rendered select(List<Long> generatedKeys);
}
