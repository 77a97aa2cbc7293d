package dev.toolkit.db;

import dev.toolkit.db.sql.Rendered;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps what was rendered once. Threads that race render the same text twice. */
final class Once {
  private final Supplier<Rendered> render;
  private volatile @Nullable Rendered rendered;

  Once(Supplier<Rendered> render) {
    this.render = render;
  }

  Rendered get() {
    Rendered known = rendered;
    if (known == null) {
      known = render.get();
      rendered = known;
    }
    return known;
  }
}
