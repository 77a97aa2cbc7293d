package dev.toolkit.router;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers the methods of a router. Immutable and thread-safe. */
final class MethodTable {

  /*
   * An open-addressed table, at least half empty. The hash is taken from the length and one
   * character, which tells the usual methods apart, so that one comparison is enough.
   */

  private final @Nullable String[] names;
  private final int[] numbers;
  private final int mask;
  private final int others;

  MethodTable(List<String> methods) {
    int capacity = Integer.highestOneBit(Math.max(methods.size(), 4)) << 2;
    names = new @Nullable String[capacity];
    numbers = new int[capacity];
    mask = capacity - 1;
    others = methods.size();
    for (int number = 0; number < methods.size(); number++) {
      String name = methods.get(number);
      int slot = slot(name);
      while (names[slot] != null) {
        slot = (slot + 1) & mask;
      }
      names[slot] = name;
      numbers[slot] = number;
    }
  }

  /** Returns the number of the method, or the number of methods if it is none of them. */
  int index(String method) {
    if (method.isEmpty()) {
      return others;
    }
    for (int slot = slot(method); ; slot = (slot + 1) & mask) {
      String name = names[slot];
      if (name == null) {
        return others;
      }
      if (name.equals(method)) {
        return numbers[slot];
      }
    }
  }

  private int slot(String method) {
    return (method.charAt(0) + 5 * method.length()) & mask;
  }
}
