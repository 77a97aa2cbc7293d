package dev.toolkit.db.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** The primary and its replicas, which take turns. */
final class Pools {
  private final DataSource primary;
  private final List<DataSource> replicas;
  private final AtomicInteger turn = new AtomicInteger();

  private Pools(DataSource primary, List<DataSource> replicas) {
    this.primary = primary;
    this.replicas = replicas;
  }

  static Pools of(DataSource primary, List<DataSource> replicas) {
    return new Pools(primary, List.copyOf(replicas));
  }

  Connection primary() {
    try {
      return primary.getConnection();
    } catch (SQLException e) {
      throw Engine.noConnection(e);
    }
  }

  /** Returns a connection to the next replica that has one, or else to the primary. */
  Connection replica() {
    int first = turn.getAndIncrement();
    for (int i = 0; i < replicas.size(); i++) {
      try {
        return replicas.get(Math.floorMod(first + i, replicas.size())).getConnection();
      } catch (SQLException e) {
        StatementLog.replicaFailed(e);
      }
    }
    return primary();
  }
}
