package dev.toolkit.core.validation;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import org.jspecify.annotations.Nullable;

/** Makes JSON Pointers (RFC 6901) of the property paths of Jakarta Validation. */
final class Pointers {

  /*
   * The names in a path are in JSON already where the provider took them from the metadata of a
   * type, which is once and for all: those are marked. What is left without a name there is not in
   * JSON, such as a method with @AssertTrue. Names without the mark were given by the code of a
   * constraint (addPropertyNode), and are names in Java. They are looked up in the type that the
   * constraint is on.
   */
  private static final String MARK = "json:";

  private final JsonNames names;

  Pointers(JsonNames names) {
    this.names = names;
  }

  /** Returns how the provider is to call a property in paths. */
  String nameInPath(Class<?> type, String property) {
    return MARK + names.findName(type, property).orElse("");
  }

  /**
   * Returns the pointer to the value, if the path begins at the value that {@code root} leads to.
   */
  String of(ConstraintViolation<?> violation, String root) {
    String pointer = root;
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.isInIterable()) {
        Object place = place(node);
        if (place == null) {
          return pointer;
        }
        pointer = child(pointer, place);
      }
      if (node.getKind() == ElementKind.PROPERTY) {
        pointer = member(pointer, node.getName(), violation.getLeafBean());
      }
    }
    return pointer;
  }

  /** Returns the index or key of an element, or null in a set, whose elements have neither. */
  private static @Nullable Object place(Path.Node node) {
    Integer index = node.getIndex();
    return index != null ? index : node.getKey();
  }

  private String member(String pointer, String name, @Nullable Object bean) {
    if (name.equals(MARK)) {
      return pointer;
    }
    if (name.startsWith(MARK)) {
      return child(pointer, name.substring(MARK.length()));
    }
    return child(pointer, bean == null ? name : names.findName(bean.getClass(), name).orElse(name));
  }

  /** Returns the pointer to a member or element. */
  static String child(String pointer, @Nullable Object place) {
    String name = place instanceof Enum<?> constant ? constant.name() : String.valueOf(place);
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
