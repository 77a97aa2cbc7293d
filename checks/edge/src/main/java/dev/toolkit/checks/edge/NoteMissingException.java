package dev.toolkit.checks.edge;

/** Thrown for a note that is not there. */
final class NoteMissingException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NoteMissingException(long id) {
    super("There is no note " + id);
  }
}
