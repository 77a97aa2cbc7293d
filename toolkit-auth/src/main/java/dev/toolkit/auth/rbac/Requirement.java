package dev.toolkit.auth.rbac;

import static java.util.Objects.requireNonNull;

/**
 * What a route demands of who calls it, as metadata that a {@link Guard} reads:
 *
 * {@snippet :
 * routes
 *     .use(Authenticate.by(sessions).optional(), guard)
 *     .get("/health", health, with(Guard.REQUIRES, Requirement.nothing()))
 *     .get("/me", me, with(Guard.REQUIRES, Requirement.signedIn()))
 *     .post("/orders", place, with(Guard.REQUIRES, Requirement.permission("orders:write")));
 * }
 *
 * <p>Instances are immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public sealed interface Requirement {

  /**
   * The principal has the permission, about no resource in particular.
   *
   * @since 0.1.0
   */
  record HasPermission(String permission) implements Requirement {
    /** Makes a requirement. */
    public HasPermission {
      requireNonNull(permission, "permission");
    }
  }

  /**
   * The principal has the role.
   *
   * @since 0.1.0
   */
  record HasRole(String role) implements Requirement {
    /** Makes a requirement. */
    public HasRole {
      requireNonNull(role, "role");
    }
  }

  /**
   * There is a principal.
   *
   * @since 0.1.0
   */
  record SignedIn() implements Requirement {}

  /**
   * Everybody may call the route.
   *
   * @since 0.1.0
   */
  record Nothing() implements Requirement {}

  /** Returns the requirement of a permission. */
  static Requirement permission(String permission) {
    return new HasPermission(permission);
  }

  /** Returns the requirement of a role. */
  static Requirement role(String role) {
    return new HasRole(role);
  }

  /** Returns the requirement of any principal. */
  static Requirement signedIn() {
    return new SignedIn();
  }

  /** Returns the requirement that everybody meets. */
  static Requirement nothing() {
    return new Nothing();
  }
}
