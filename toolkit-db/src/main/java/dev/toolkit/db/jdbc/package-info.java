/**
 * Databases behind a {@link javax.sql.DataSource}: statements run, transactions, failures with
 * their kind, and what a listener is told.
 */
@NullMarked
package dev.toolkit.db.jdbc;

import org.jspecify.annotations.NullMarked;
