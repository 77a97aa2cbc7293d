package dev.toolkit.auth.rbac;

import java.util.Set;

/**
 * Reads scopes as patterns of permissions. A scope that is none, as those of other systems may be,
 * describes no permission but the one that is spelled like it.
 *
 * <p>This class holds static methods only, which are safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Scopes {

  private Scopes() {}

  /** Returns whether one of the scopes describes the permission. */
  public static boolean include(Set<String> scopes, String permission) {
    if (scopes.contains(permission)) {
      return true;
    }
    for (String scope : scopes) {
      // Most scopes are plain names, which are settled above without parsing.
      if (scope.indexOf('*') >= 0) {
        PermissionPattern pattern = PermissionPattern.find(scope);
        if (pattern != null && pattern.matches(permission)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns whether one of the scopes describes everything that the pattern does. */
  public static boolean cover(Set<String> scopes, PermissionPattern pattern) {
    if (scopes.contains(pattern.toString())) {
      return true;
    }
    for (String scope : scopes) {
      PermissionPattern wider = PermissionPattern.find(scope);
      if (wider != null && wider.covers(pattern)) {
        return true;
      }
    }
    return false;
  }
}
