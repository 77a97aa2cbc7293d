package dev.toolkit.db.testing;

import dev.toolkit.db.FollowUp;
import dev.toolkit.db.KeyedWrite;
import dev.toolkit.db.ResultStatement;
import dev.toolkit.db.Statement;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.Rendered;
import dev.toolkit.db.sql.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs rendered statements on a connection, with nothing between it and the driver. */
public final class PlainJdbc {
  private final Connection connection;

  public PlainJdbc(Connection connection) {
    this.connection = connection;
  }

  public <R> List<R> list(ResultStatement<R> statement) throws SQLException {
    Rendered rendered = statement.rendered();
    if (statement.keyedWrite().isPresent()) {
      return list(statement, rendered, statement.keyedWrite().get());
    }
    if (statement.followUp().isPresent()) {
      return list(statement, rendered, statement.followUp().get());
    }
    try (PreparedStatement prepared = connection.prepareStatement(rendered.sql())) {
      rendered.bind(prepared);
      try (ResultSet results = prepared.executeQuery()) {
        return read(statement, results, rendered.dialect());
      }
    }
  }

  private <R> List<R> list(ResultStatement<R> statement, Rendered locking, KeyedWrite keyed)
      throws SQLException {
    List<Object> keys = new ArrayList<>();
    try (PreparedStatement prepared = connection.prepareStatement(locking.sql())) {
      locking.bind(prepared);
      try (ResultSet results = prepared.executeQuery()) {
        Row row = Row.of(results, locking.dialect());
        while (results.next()) {
          keys.add(keyed.key(row));
        }
      }
    }
    List<R> rows = new ArrayList<>();
    boolean before = keyed.reading() == KeyedWrite.Reading.BEFORE;
    for (Rendered each :
        before
            ? List.of(keyed.read(keys), keyed.write(keys))
            : List.of(keyed.write(keys), keyed.read(keys))) {
      try (PreparedStatement prepared = connection.prepareStatement(each.sql())) {
        each.bind(prepared);
        if (prepared.execute()) {
          rows.addAll(read(statement, prepared.getResultSet(), each.dialect()));
        }
      }
    }
    return rows;
  }

  private <R> List<R> list(ResultStatement<R> statement, Rendered insert, FollowUp followUp)
      throws SQLException {
    List<Long> keys = new ArrayList<>();
    try (PreparedStatement prepared =
        connection.prepareStatement(insert.sql(), java.sql.Statement.RETURN_GENERATED_KEYS)) {
      insert.bind(prepared);
      prepared.executeUpdate();
      try (ResultSet generated = prepared.getGeneratedKeys()) {
        while (generated.next()) {
          keys.add(generated.getLong(1));
        }
      }
    }
    Rendered select = followUp.select(keys);
    try (PreparedStatement prepared = connection.prepareStatement(select.sql())) {
      select.bind(prepared);
      try (ResultSet results = prepared.executeQuery()) {
        return read(statement, results, select.dialect());
      }
    }
  }

  private static <R> List<R> read(ResultStatement<R> statement, ResultSet results, Dialect dialect)
      throws SQLException {
    List<R> rows = new ArrayList<>();
    Row row = Row.of(results, dialect);
    while (results.next()) {
      rows.add(statement.read(row));
    }
    return rows;
  }

  public long execute(Statement statement) throws SQLException {
    Rendered rendered = statement.rendered();
    try (PreparedStatement prepared = connection.prepareStatement(rendered.sql())) {
      rendered.bind(prepared);
      return prepared.executeUpdate();
    }
  }

  /** Returns the rows of a text without bindings, as the driver gives them. */
  public List<List<Object>> query(String sql) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (var statement = connection.createStatement();
        ResultSet results = statement.executeQuery(sql)) {
      int columns = results.getMetaData().getColumnCount();
      while (results.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(results.getObject(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
