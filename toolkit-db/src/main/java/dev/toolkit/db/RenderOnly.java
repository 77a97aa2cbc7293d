package dev.toolkit.db;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stands in for a database where statements are only rendered. */
enum RenderOnly implements Executor {
  INSTANCE;

  @Override
  public <R extends @Nullable Object> List<R> list(ResultStatement<R> statement) {
    throw noDatabase();
  }

  @Override
  public <R extends @Nullable Object> Optional<R> first(ResultStatement<R> statement) {
    throw noDatabase();
  }

  @Override
  public <R extends @Nullable Object> R one(ResultStatement<R> statement) {
    throw noDatabase();
  }

  @Override
  public <R extends @Nullable Object> Stream<R> stream(ResultStatement<R> statement) {
    throw noDatabase();
  }

  @Override
  public long execute(Statement statement) {
    throw noDatabase();
  }

  private static IllegalStateException noDatabase() {
    return new IllegalStateException(
        "Statement has no database: it was made by Queries.of(dialect), which only renders");
  }
}
