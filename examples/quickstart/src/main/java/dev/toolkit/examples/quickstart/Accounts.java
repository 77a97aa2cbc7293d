package dev.toolkit.examples.quickstart;

import dev.toolkit.auth.Principal;
import dev.toolkit.auth.password.PasswordAccount;
import dev.toolkit.auth.password.PasswordAccounts;
import dev.toolkit.auth.password.PasswordHasher;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The accounts of the demonstration, in memory: an administrator and a reader. */
final class Accounts implements PasswordAccounts {

  private record Account(String id, Set<String> roles) implements Principal {
    @Override
    public Set<String> scopes() {
      return Set.of();
    }
  }

  private final Map<String, PasswordAccount> byName;

  /** Creates both accounts with the same password. */
  Accounts(PasswordHasher hasher, String password) {
    String hash = hasher.hash(password);
    this.byName =
        Map.of(
            "admin", new PasswordAccount(new Account("admin", Set.of("admin")), hash),
            "reader", new PasswordAccount(new Account("reader", Set.of("reader")), hash));
  }

  @Override
  public Optional<PasswordAccount> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Returns who has the identifier, with the roles of today: the owner of an API key. */
  Optional<Principal> principal(String id) {
    return find(id).map(PasswordAccount::principal);
  }
}
