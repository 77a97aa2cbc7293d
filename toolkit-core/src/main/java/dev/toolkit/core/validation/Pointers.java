package dev.toolkit.core.validation;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import org.jspecify.annotations.Nullable;

/** Makes JSON Pointers (RFC 6901) of the property paths of Jakarta Validation. */
final class Pointers {

  /*
   * The names in a path are in JSON already where the provider took them from the metadata of a
   * type, which is once and for all: those are marked. Names without the mark were given by the
   * code of a constraint (addPropertyNode), and are names in Java. They are looked up in the type
   * that the constraint is on.
   */
  private static final char MARK = '\0';

  private final JsonNames names;

  Pointers(JsonNames names) {
    this.names = names;
  }

  static String marked(String jsonName) {
    return MARK + jsonName;
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
        pointer = child(pointer, jsonName(node.getName(), violation.getLeafBean()));
      }
    }
    return pointer;
  }

  /** Returns the index or key of an element, or null in a set, whose elements have neither. */
  private static @Nullable Object place(Path.Node node) {
    Integer index = node.getIndex();
    return index != null ? index : node.getKey();
  }

  private String jsonName(String name, @Nullable Object bean) {
    if (!name.isEmpty() && name.charAt(0) == MARK) {
      return name.substring(1);
    }
    return bean == null ? name : names.nameOf(bean.getClass(), name);
  }

  /** Returns the pointer to a member or element. */
  static String child(String pointer, @Nullable Object place) {
    String name = place instanceof Enum<?> constant ? constant.name() : String.valueOf(place);
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
