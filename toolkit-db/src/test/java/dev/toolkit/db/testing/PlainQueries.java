package dev.toolkit.db.testing;

import dev.toolkit.db.Executor;
import dev.toolkit.db.Queries;
import dev.toolkit.db.ResultStatement;
import dev.toolkit.db.Statement;
import dev.toolkit.db.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Statements of a dialect that run on one connection, whatever database is behind it. */
public final class PlainQueries extends Queries {

  public PlainQueries(Dialect dialect, Connection connection) {
    super(dialect, new OnConnection(new PlainJdbc(connection)));
  }

  private record OnConnection(PlainJdbc jdbc) implements Executor {
    @Override
    public <R> List<R> list(ResultStatement<R> statement) {
      try {
        return jdbc.list(statement);
      } catch (SQLException e) {
        throw new IllegalStateException(statement.sql(), e);
      }
    }

    @Override
    public <R> Optional<R> first(ResultStatement<R> statement) {
      return list(statement).stream().findFirst();
    }

    @Override
    public <R> R one(ResultStatement<R> statement) {
      return list(statement).getFirst();
    }

    @Override
    public <R> Stream<R> stream(ResultStatement<R> statement) {
      return list(statement).stream();
    }

    @Override
    public long execute(Statement statement) {
      try {
        return jdbc.execute(statement);
      } catch (SQLException e) {
        throw new IllegalStateException(statement.sql(), e);
      }
    }
  }
}
