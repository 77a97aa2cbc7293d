package dev.toolkit.auth.rbac;

import java.util.List;

/** Numbers the permissions that are declared by name. It is immutable and thread-safe. */
final class PermissionTable {

  /*
   * An open-addressed table with linear probing [1], at least three quarters of it empty, so that
   * nearly every name is found at the first place that is looked at. Against a HashMap<String,
   * Integer> it saves the node and the box, both of which are loads that miss the cache in a table of
   * some thousand names. Hashes stand beside the numbers, so that of the names only the one that is
   * found, or has the same hash, is looked at. The hash is that of String, which a name that is a
   * constant of the program has cached.
   *
   * The names come from the policy, so nobody else can choose ones that collide; names that are
   * asked for cannot make a run of full slots longer.
   *
   * [1] D. Knuth, The Art of Computer Programming, volume 3, section 6.4, algorithm L
   */

  private static final int GOLDEN = 0x9E3779B9;

  private final List<String> names;
  private final String[] namesByNumber;

  /**
   * In each even place a hash, and after it the number of its name plus one, or 0 if it is free.
   */
  private final int[] slots;

  private final int shift;

  PermissionTable(List<String> names) {
    this.names = List.copyOf(names);
    this.namesByNumber = names.toArray(String[]::new);
    int capacity = Integer.highestOneBit(Math.max(names.size(), 1)) << 3;
    slots = new int[2 * capacity];
    shift = Integer.SIZE - Integer.numberOfTrailingZeros(capacity);
    for (int i = 0; i < names.size(); i++) {
      insert(names.get(i).hashCode(), i);
    }
  }

  private void insert(int hash, int number) {
    int slot = slotFor(hash);
    while (slots[slot + 1] != 0) {
      slot = next(slot);
    }
    slots[slot] = hash;
    slots[slot + 1] = number + 1;
  }

  /** Returns the number of the name, or -1 if it is not declared. */
  int indexOf(String name) {
    int hash = name.hashCode();
    for (int slot = slotFor(hash); ; slot = next(slot)) {
      int number = slots[slot + 1] - 1;
      if (number < 0 || (slots[slot] == hash && namesByNumber[number].equals(name))) {
        return number;
      }
    }
  }

  /** Returns the names, each at the index that is its number. */
  List<String> names() {
    return names;
  }

  /** Multiplies so that names which differ in their last characters only spread over the table. */
  private int slotFor(int hash) {
    return (hash * GOLDEN) >>> shift << 1;
  }

  private int next(int slot) {
    return (slot + 2) & (slots.length - 1);
  }
}
