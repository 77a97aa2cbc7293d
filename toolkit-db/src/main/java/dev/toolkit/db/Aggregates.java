package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the nodes of aggregates. */
final class Aggregates {
  private Aggregates() {}

  static Node inOrder(String name, Expr<?, ?> argument, Order... order) {
    return new Node.Aggregate(name, List.of(argument.node), false, keys(order), null);
  }

  static List<Node.SortKey> keys(Order... order) {
    return Order.keys(Arrays.asList(order));
  }

  static Node of(String name, boolean distinct, Expr<?, ?>... arguments) {
    return new Node.Aggregate(name, Nodes.of(List.of(arguments)), distinct, List.of(), null);
  }

  static Node percentile(String name, double fraction, Order order) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("Fraction must be from 0 to 1: " + fraction);
    }
    Node literal = new Node.Literal(BigDecimal.valueOf(fraction));
    return new Node.OrderedSet(name, List.of(literal), order.key, null);
  }

  /** Conditions of several filters must all hold. */
  static Node filtered(Node aggregate, Cond condition) {
    return switch (aggregate) {
      case Node.Aggregate a ->
          new Node.Aggregate(
              a.name(), a.arguments(), a.distinct(), a.order(), and(a.filter(), condition));
      case Node.StringAggregate a ->
          new Node.StringAggregate(
              a.operand(), a.separator(), a.distinct(), a.order(), and(a.filter(), condition));
      case Node.OrderedSet a ->
          new Node.OrderedSet(a.name(), a.arguments(), a.order(), and(a.filter(), condition));
      case Node.JsonAggregate a ->
          new Node.JsonAggregate(a.operand(), a.order(), and(a.filter(), condition));
      default -> throw new IllegalStateException("Not an aggregate: " + Node.describe(aggregate));
    };
  }

  private static @Nullable Node and(@Nullable Node filter, Cond condition) {
    return Selects.and(filter, condition.node);
  }
}
