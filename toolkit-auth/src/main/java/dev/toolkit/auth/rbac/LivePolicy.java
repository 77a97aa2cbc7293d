package dev.toolkit.auth.rbac;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuditLog;
import dev.toolkit.auth.Principal;
import dev.toolkit.auth.SecurityEvent;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A policy that can be replaced while the application runs. Requests that are being answered go on
 * with the policy that they began with.
 *
 * {@snippet :
 * LivePolicy live = LivePolicy.of(PolicyDocument.read(file, conditions));
 * Guard guard = Guard.of(live);
 * live.replace(PolicyDocument.read(changedFile, conditions));
 * }
 *
 * <p>What a {@link Guard} requires by name cannot be taken away: a policy without such a permission
 * or role is refused, and the one before stays.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class LivePolicy {

  private final AtomicReference<Policy> current;
  private final AuditLog audit;
  private final Set<String> requiredPermissions = ConcurrentHashMap.newKeySet();
  private final Set<String> requiredRoles = ConcurrentHashMap.newKeySet();

  private LivePolicy(Policy policy, AuditLog audit) {
    this.current = new AtomicReference<>(requireNonNull(policy, "policy"));
    this.audit = requireNonNull(audit, "audit");
  }

  /** Returns a holder of the policy that records nothing when it is replaced. */
  public static LivePolicy of(Policy policy) {
    return of(policy, AuditLog.none());
  }

  /** Returns a holder of the policy that records to the log when it is replaced. */
  public static LivePolicy of(Policy policy, AuditLog audit) {
    return new LivePolicy(policy, audit);
  }

  /** Returns the policy that holds at the moment. */
  public Policy current() {
    return current.get();
  }

  /**
   * Replaces the policy, for checks from now on.
   *
   * @throws IllegalArgumentException if the policy lacks permissions or roles that are required by
   *     name; the policy before it stays
   */
  public void replace(Policy policy) {
    requireNonNull(policy, "policy");
    Set<String> missing = new LinkedHashSet<>();
    requiredPermissions.stream()
        .filter(name -> !policy.declares(name))
        .sorted()
        .forEach(missing::add);
    requiredRoles.stream()
        .filter(name -> !policy.declaresRole(name))
        .sorted()
        .forEach(name -> missing.add("role " + name));
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "Policy lacks what the application requires by name: " + String.join(", ", missing));
    }
    current.set(policy);
    audit.record(
        SecurityEvent.of(SecurityEvent.Type.POLICY_REPLACED).with("policy", policy.toString()));
  }

  /**
   * Returns whether the principal may pass the pattern on by the policy of the moment: {@link
   * Policy#mayGrant}.
   *
   * @throws IllegalArgumentException if the text is not a pattern
   */
  public boolean mayGrant(Principal principal, String pattern) {
    return current().mayGrant(principal, pattern);
  }

  /** Remembers that the permission is required, after checking that it is declared now. */
  void requirePermission(String permission) {
    if (!current().declares(permission)) {
      throw new IllegalArgumentException(
          "The policy declares no permission \""
              + permission
              + "\": declare it with permissions(…) or correct it");
    }
    requiredPermissions.add(permission);
  }

  /** Remembers that the role is required, after checking that it is declared now. */
  void requireRole(String role) {
    if (!current().declaresRole(role)) {
      throw new IllegalArgumentException(
          "The policy declares no role \"" + role + "\": declare it with role(…) or correct it");
    }
    requiredRoles.add(role);
  }

  /** Returns the description of the current policy. */
  @Override
  public String toString() {
    return "LivePolicy[" + current() + "]";
  }
}
