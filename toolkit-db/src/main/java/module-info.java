/**
 * Tables as typed Java, and SQL that is built from typed expressions and run over JDBC on
 * PostgreSQL, MySQL, MariaDB, SQLite and H2.
 *
 * <p>Records that are read from JSON columns must be open to {@code tools.jackson.databind}.
 */
module dev.toolkit.db {
  requires transitive java.sql;
  requires transitive tools.jackson.databind;
  requires org.slf4j;
  requires static org.jspecify;
  requires static org.postgresql.jdbc;

  exports dev.toolkit.db;
  exports dev.toolkit.db.function;
  exports dev.toolkit.db.jdbc;
  exports dev.toolkit.db.schema;
  exports dev.toolkit.db.sql;
}
