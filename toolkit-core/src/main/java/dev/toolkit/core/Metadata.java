package dev.toolkit.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values under keys while groups and routes are declared; the chain that they become is shared. */
final class Metadata {

  private interface Addition {
    Bindings addTo(@Nullable Bindings bindings);
  }

  private final List<Addition> additions = new ArrayList<>();

  <T> void put(Key<T> key, T value) {
    additions.add(bindings -> Bindings.with(bindings, key, value));
  }

  /** Returns the outer values with these in front of them, where they are found first. */
  @Nullable Bindings inside(@Nullable Bindings outer) {
    Bindings all = outer;
    for (Addition addition : additions) {
      all = addition.addTo(all);
    }
    return all;
  }
}
