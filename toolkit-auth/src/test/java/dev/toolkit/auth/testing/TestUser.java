package dev.toolkit.auth.testing;

import dev.toolkit.auth.Principal;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A principal for tests. */
public record TestUser(
    String id,
    Set<String> roles,
    Map<String, Set<String>> tenantRoles,
    Set<String> scopes,
    boolean isLimitedToScopes)
    implements Principal {

  public static TestUser withRoles(String id, String... roles) {
    return new TestUser(id, Set.of(roles), Map.of(), Set.of(), false);
  }

  public TestUser inTenant(String tenant, String... roles) {
    return new TestUser(id, this.roles, Map.of(tenant, Set.of(roles)), scopes, isLimitedToScopes);
  }

  public TestUser limitedTo(String... scopes) {
    return new TestUser(id, roles, tenantRoles, Set.of(scopes), true);
  }

  @Override
  public Set<String> roles(String tenant) {
    Set<String> all = new TreeSet<>(roles);
    all.addAll(tenantRoles.getOrDefault(tenant, Set.of()));
    return all;
  }
}
