package dev.toolkit.auth.rbac;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The conditions that a {@link PolicyDocument} can name, since a document cannot hold code.
 *
 * {@snippet :
 * var conditions = Conditions.none()
 *     .with("owner", Doc.class, (who, doc) -> doc.owner().equals(who.id()));
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads, if the conditions are.
 *
 * @since 0.1.0
 */
public final class Conditions {

  private static final Conditions NONE = new Conditions(Map.of());

  private final Map<String, Condition> byName;

  private Conditions(Map<String, Condition> byName) {
    this.byName = byName;
  }

  /** Returns no conditions. */
  public static Conditions none() {
    return NONE;
  }

  /**
   * Returns these conditions and one more.
   *
   * @throws IllegalArgumentException if there is one of this name
   */
  public <R> Conditions with(
      String name, Class<R> type, BiPredicate<? super Principal, ? super R> when) {
    requireNonNull(when, "when");
    if (byName.containsKey(name)) {
      throw new IllegalArgumentException("Condition \"" + name + "\" is there twice");
    }
    Map<String, Condition> more = new LinkedHashMap<>(byName);
    more.put(requireNonNull(name, "name"), Condition.of("\"" + name + "\" holds", type, when));
    return new Conditions(more);
  }

  @Nullable Condition find(String name) {
    return byName.get(name);
  }

  /** Returns the names. */
  public Set<String> names() {
    return Set.copyOf(byName.keySet());
  }

  /** Returns the names. */
  @Override
  public String toString() {
    return "Conditions" + byName.keySet();
  }
}
