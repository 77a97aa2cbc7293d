package dev.toolkit.auth.rbac;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers the permissions that are declared by name. It is immutable and thread-safe. */
final class PermissionTable {

  /*
   * An open-addressed table with linear probing [1], at least half of it empty. Against a
   * HashMap<String, Integer> it saves the node and the box, both of which are loads that miss the
   * cache in a table of some thousand names. The hash is that of String, which a name that is a
   * constant of the program has cached.
   *
   * The names come from the policy, so nobody else can choose ones that collide; names that are
   * asked for cannot make a run of full slots longer.
   *
   * [1] D. Knuth, The Art of Computer Programming, volume 3, section 6.4, algorithm L
   */

  private static final int GOLDEN = 0x9E3779B9;

  private final List<String> names;
  private final @Nullable String[] slots;
  private final int[] indexes;
  private final int shift;

  PermissionTable(List<String> names) {
    this.names = List.copyOf(names);
    int capacity = Integer.highestOneBit(Math.max(names.size(), 1)) << 2;
    slots = new String[capacity];
    indexes = new int[capacity];
    shift = Integer.SIZE - Integer.numberOfTrailingZeros(capacity);
    for (int i = 0; i < names.size(); i++) {
      insert(names.get(i), i);
    }
  }

  private void insert(String name, int index) {
    int slot = slotFor(name);
    while (slots[slot] != null) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = name;
    indexes[slot] = index;
  }

  /** Returns the number of the name, or -1 if it is not declared. */
  int indexOf(String name) {
    for (int slot = slotFor(name); ; slot = (slot + 1) & (slots.length - 1)) {
      String found = slots[slot];
      if (found == null) {
        return -1;
      }
      if (found.equals(name)) {
        return indexes[slot];
      }
    }
  }

  /** Returns the names, each at the index that is its number. */
  List<String> names() {
    return names;
  }

  /** Multiplies so that names which differ in their last characters only spread over the table. */
  private int slotFor(String name) {
    return (name.hashCode() * GOLDEN) >>> shift;
  }
}
