package dev.toolkit.checks.edge;

import dev.toolkit.core.BodyValidator;
import dev.toolkit.core.Violation;
import java.util.ArrayList;
import java.util.List;

/** What holds for new notes. */
final class NotesValidator implements BodyValidator {

  private static final int MAX_TITLE_LENGTH = 80;
  private static final int MAX_PRIORITY = 5;

  @Override
  public List<Violation> validate(Object value, List<String> languages, List<Class<?>> groups) {
    List<Violation> violations = new ArrayList<>();
    if (value instanceof NewNote note) {
      if (note.priority() < 1 || note.priority() > MAX_PRIORITY) {
        String range = "must be between 1 and " + MAX_PRIORITY;
        violations.add(new Violation("/priority", range, "Range"));
      }
      String title = note.title() == null ? "" : note.title();
      if (title.isBlank()) {
        violations.add(new Violation("/title", "must not be blank", "NotBlank"));
      } else if (title.length() > MAX_TITLE_LENGTH) {
        String most = "must have at most " + MAX_TITLE_LENGTH + " characters";
        violations.add(new Violation("/title", most, "Size"));
      }
    }
    return violations;
  }
}
