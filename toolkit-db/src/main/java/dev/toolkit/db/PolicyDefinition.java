package dev.toolkit.db;

import dev.toolkit.db.TableModel.Command;
import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy of row-level security, which PostgreSQL has: a condition of the rows that a user sees or
 * writes, added to each statement by the database. Its constants are written with {@code lit(…)}.
 *
 * {@snippet :
 * // in the constructor of a table with the column tenant:
 * var current = fn("current_setting", SqlType.TEXT, lit("app.tenant"));
 * policy(PolicyDefinition.all("own", tenant.eq(current)));
 * // alter table "notes" enable row level security, force row level security
 * // create policy "own" on "notes" for all
 * //   using ("notes"."tenant" = current_setting('app.tenant'))
 * }
 *
 * <p>A row needs one of the policies that are not restrictive, and all that are. {@link
 * dev.toolkit.db.jdbc.Transaction#setLocal} gives settings their values. Superusers, and roles with
 * {@code bypassrls}, see everything whatever the policies say.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class PolicyDefinition {
  final TableModel.Policy policy;

  private PolicyDefinition(TableModel.Policy policy) {
    this.policy = policy;
  }

  /**
   * Returns a policy for reading and writing rows of which the condition holds.
   *
   * @throws IllegalArgumentException if all parts of the condition dropped out
   */
  public static PolicyDefinition all(String name, Cond condition) {
    return seeing(name, Command.ALL, condition);
  }

  /**
   * Returns a policy for reading rows of which the condition holds.
   *
   * @throws IllegalArgumentException if all parts of the condition dropped out
   */
  public static PolicyDefinition select(String name, Cond condition) {
    return seeing(name, Command.SELECT, condition);
  }

  /**
   * Returns a policy for adding rows of which the condition holds.
   *
   * @throws IllegalArgumentException if all parts of the condition dropped out
   */
  public static PolicyDefinition insert(String name, Cond condition) {
    return new PolicyDefinition(
        new TableModel.Policy(
            Identifier.of(name),
            Command.INSERT,
            false,
            List.of(),
            null,
            required(name, condition)));
  }

  /**
   * Returns a policy for changing rows of which the condition holds, before and afterwards.
   *
   * @throws IllegalArgumentException if all parts of the condition dropped out
   */
  public static PolicyDefinition update(String name, Cond condition) {
    return seeing(name, Command.UPDATE, condition);
  }

  /**
   * Returns a policy for deleting rows of which the condition holds.
   *
   * @throws IllegalArgumentException if all parts of the condition dropped out
   */
  public static PolicyDefinition delete(String name, Cond condition) {
    return seeing(name, Command.DELETE, condition);
  }

  private static PolicyDefinition seeing(String name, Command command, Cond condition) {
    return new PolicyDefinition(
        new TableModel.Policy(
            Identifier.of(name), command, false, List.of(), required(name, condition), null));
  }

  /**
   * Returns the same policy with another condition of rows as they are written.
   *
   * @throws IllegalArgumentException if all parts of the condition dropped out
   * @throws IllegalStateException if the policy is not for changing rows: it has one condition then
   */
  public PolicyDefinition checking(Cond condition) {
    if (policy.command() != Command.ALL && policy.command() != Command.UPDATE) {
      throw new IllegalStateException(
          "Policy "
              + policy.name()
              + " has one condition: checking(…) is for policies of all(…) and update(…)");
    }
    Node written = required(policy.name().name(), condition);
    return with(policy.restrictive(), policy.roles(), written);
  }

  /** Returns the same policy, which must hold beside the others. */
  public PolicyDefinition restrictive() {
    return with(true, policy.roles(), policy.written());
  }

  /** Returns the same policy for these roles only. The default is everybody. */
  public PolicyDefinition to(String... roles) {
    return with(
        policy.restrictive(), Arrays.stream(roles).map(Identifier::of).toList(), policy.written());
  }

  private static Node required(String name, Cond condition) {
    if (Node.isVacuous(condition.node)) {
      throw new IllegalArgumentException(
          "Policy \""
              + name
              + "\" has no condition left, or one that dropped out: give it one, or"
              + " lit(true).isTrue() if it is for all rows");
    }
    return condition.node;
  }

  private PolicyDefinition with(
      boolean restrictive, List<Identifier> roles, @Nullable Node written) {
    return new PolicyDefinition(
        new TableModel.Policy(
            policy.name(), policy.command(), restrictive, roles, policy.seen(), written));
  }
}
