package dev.toolkit.router;

import java.util.List;

/** Numbers the methods of a router. Immutable and thread-safe. */
final class MethodTable {

  private final String[] names;

  MethodTable(List<String> names) {
    this.names = names.toArray(new String[0]);
  }

  /** Returns the number of the method, or the number of methods if it is none of them. */
  int index(String method) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(method)) {
        return i;
      }
    }
    return names.length;
  }
}
