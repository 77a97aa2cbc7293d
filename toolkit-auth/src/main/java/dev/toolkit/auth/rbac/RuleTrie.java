package dev.toolkit.auth.rbac;

import dev.toolkit.auth.Principal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rules for permissions whose names are only known when they are asked for, such as
 * {@code data:505:read} of the family {@code data:*:read}. It is thread-safe once it is filled.
 */
final class RuleTrie {

  /*
   * A tree with one level a segment. A name is walked without being cut into pieces: its colons are
   * found once and packed into a long, and literal children are compared in place one by one, or
   * found in an open-addressed table by a hash over the characters in place where there are many. From a
   * node, both the literal child and the one for "*" are followed, so a name of n segments visits
   * at most 2^n nodes; n is at most 8, and only the policy decides how many of them exist.
   *
   * What a walk has found is a long, so that nothing is allocated: the lowest ordinal of a rule
   * that denies, the lowest of one that allows, and whether the name belongs to a declared family.
   *
   *    bit 62   61 ........ 31   30 ......... 0
   *    known      deny              allow
   *
   * Rules are tried in each node in the order of declaration, so the first that holds has the
   * node's lowest ordinal. A trie holds the rules of one set of roles: other roles cost nothing.
   * The families have a trie of their own for the whole policy. It is asked only if no rule was found
   * whose pattern lies within a family, which most rules that are found do.
   */

  private static final int NO_ORDINAL = Integer.MAX_VALUE;
  private static final long ORDINAL_MASK = NO_ORDINAL;
  private static final int DENY_SHIFT = 31;
  private static final long KNOWN = 1L << 62;
  private static final long NOTHING = pack(NO_ORDINAL, NO_ORDINAL);

  /** What patterns say that end at a node, or that have their "**" there. */
  private static final class Ending {
    private final List<Rule> rules = new ArrayList<>(1);
    private boolean isKnown;
    private boolean isSettled = true;
    private long settled = NOTHING;

    void addFamily() {
      isKnown = true;
      settled |= KNOWN;
    }

    void add(Rule rule) {
      rules.add(rule);
      isSettled &= rule.condition == null;
      if (rule.condition == null) {
        long found =
            rule.isDeny() ? pack(rule.ordinal, NO_ORDINAL) : pack(NO_ORDINAL, rule.ordinal);
        settled = merge(settled, found);
      }
    }

    long findings(Principal principal, @Nullable Object resource) {
      return isSettled ? settled : askConditions(principal, resource);
    }

    private long askConditions(Principal principal, @Nullable Object resource) {
      int deny = NO_ORDINAL;
      int allow = NO_ORDINAL;
      for (int i = 0; i < rules.size(); i++) {
        Rule rule = rules.get(i);
        boolean isNews = rule.isDeny() ? deny == NO_ORDINAL : allow == NO_ORDINAL;
        if (isNews && rule.appliesTo(principal, resource)) {
          if (rule.isDeny()) {
            deny = rule.ordinal;
          } else {
            allow = rule.ordinal;
          }
        }
      }
      return isKnown ? pack(deny, allow) | KNOWN : pack(deny, allow);
    }
  }

  private static final class Node {

    /** Children up to this number are compared one by one; most nodes have one or two. */
    private static final int FEW = 4;

    /** The first ones in order while they are few, and else in an open-addressed table. */
    private @Nullable String[] segments = new String[FEW];

    private @Nullable Node[] children = new Node[FEW];
    private int count;
    private @Nullable Node any;
    private @Nullable Ending end;
    private @Nullable Ending rest;

    @Nullable Node find(String name, int start, int length) {
      return count <= FEW ? findOfFew(name, start, length) : findInTable(name, start, length);
    }

    private @Nullable Node findOfFew(String name, int start, int length) {
      for (int i = 0; i < count; i++) {
        String segment = segments[i];
        if (segment != null && segment.length() == length && name.startsWith(segment, start)) {
          return children[i];
        }
      }
      return null;
    }

    private @Nullable Node findInTable(String name, int start, int length) {
      int mask = segments.length - 1;
      for (int slot = slotFor(name, start, length) & mask; ; slot = (slot + 1) & mask) {
        String segment = segments[slot];
        if (segment == null) {
          return null;
        }
        if (segment.length() == length && name.startsWith(segment, start)) {
          return children[slot];
        }
      }
    }

    Node child(String segment) {
      Node known = find(segment, 0, segment.length());
      if (known != null) {
        return known;
      }
      var child = new Node();
      if (count < FEW) {
        segments[count] = segment;
        children[count++] = child;
        return child;
      }
      if (++count * 2 > segments.length) {
        grow();
      }
      insert(segment, child);
      return child;
    }

    private void grow() {
      @Nullable String[] oldSegments = segments;
      @Nullable Node[] oldChildren = children;
      segments = new String[oldSegments.length * 4];
      children = new Node[oldSegments.length * 4];
      for (int i = 0; i < oldSegments.length; i++) {
        String segment = oldSegments[i];
        Node child = oldChildren[i];
        if (segment != null && child != null) {
          insert(segment, child);
        }
      }
    }

    private void insert(String segment, Node child) {
      int mask = segments.length - 1;
      int slot = slotFor(segment, 0, segment.length()) & mask;
      while (segments[slot] != null) {
        slot = (slot + 1) & mask;
      }
      segments[slot] = segment;
      children[slot] = child;
    }

    private static int slotFor(String name, int start, int length) {
      int hash = length;
      for (int i = start; i < start + length; i++) {
        hash = 31 * hash + name.charAt(i);
      }
      return hash ^ (hash >>> 15);
    }
  }

  private final Node root = new Node();

  /** The rules of the policy, each at its ordinal. */
  private final List<Rule> rules;

  private final @Nullable RuleTrie families;

  private RuleTrie(List<Rule> rules, @Nullable RuleTrie families) {
    this.rules = rules;
    this.families = families;
  }

  /** Returns a trie of families of names, without rules. */
  static RuleTrie ofFamilies(List<PermissionPattern> families) {
    var trie = new RuleTrie(List.of(), null);
    families.forEach(family -> trie.endingOf(family).addFamily());
    return trie;
  }

  /** Returns a trie of rules, which are in the order of declaration. */
  static RuleTrie of(List<Rule> rules, CompiledRules policy) {
    var trie = new RuleTrie(policy.rules(), policy.familyTrie());
    for (Rule rule : rules) {
      Ending ending = trie.endingOf(rule.pattern);
      ending.add(rule);
      if (policy.families().stream().anyMatch(family -> family.covers(rule.pattern))) {
        ending.addFamily();
      }
    }
    return trie;
  }

  private Ending endingOf(PermissionPattern pattern) {
    Node node = root;
    int last = pattern.segments().size() - 1;
    for (int i = 0; i <= last; i++) {
      if (pattern.isRest(i)) {
        node.rest = node.rest == null ? new Ending() : node.rest;
        return node.rest;
      }
      node = pattern.isOne(i) ? anyOf(node) : node.child(pattern.segments().get(i));
    }
    node.end = node.end == null ? new Ending() : node.end;
    return node.end;
  }

  private static Node anyOf(Node node) {
    node.any = node.any == null ? new Node() : node.any;
    return node.any;
  }

  boolean allows(String permission, Principal principal) {
    long colons = PermissionPattern.colons(permission);
    if (colons < 0) {
      return false;
    }
    long found = walk(root, permission, 0, colons, principal, null);
    return denyOf(found) == NO_ORDINAL
        && allowOf(found) != NO_ORDINAL
        && isKnown(found, permission, colons, principal);
  }

  private boolean isKnown(long found, String permission, long colons, Principal principal) {
    return (found & KNOWN) != 0
        || (families != null
            && (walk(families.root, permission, 0, colons, principal, null) & KNOWN) != 0);
  }

  Decision check(String permission, Principal principal, @Nullable Object resource) {
    long colons = PermissionPattern.colons(permission);
    if (colons < 0) {
      return Decision.UNKNOWN;
    }
    long found = walk(root, permission, 0, colons, principal, resource);
    if (!isKnown(found, permission, colons, principal)) {
      return Decision.UNKNOWN;
    }
    int deny = denyOf(found);
    if (deny != NO_ORDINAL) {
      return rules.get(deny).decision;
    }
    int allow = allowOf(found);
    return allow != NO_ORDINAL ? rules.get(allow).decision : Decision.NO_RULE;
  }

  /** Walks from the segment that starts at the index and ends at the first of the colons. */
  private static long walk(
      Node node,
      String name,
      int start,
      long colons,
      Principal principal,
      @Nullable Object resource) {
    if (start > name.length()) {
      return node.end == null ? NOTHING : node.end.findings(principal, resource);
    }
    long found = node.rest == null ? NOTHING : node.rest.findings(principal, resource);
    int colon = PermissionPattern.firstOf(colons);
    int end = colon == 0 ? name.length() : colon;
    long further = PermissionPattern.withoutFirst(colons);
    Node literal = node.count == 0 ? null : node.find(name, start, end - start);
    if (literal != null) {
      found = merge(found, walk(literal, name, end + 1, further, principal, resource));
    }
    return node.any == null
        ? found
        : merge(found, walk(node.any, name, end + 1, further, principal, resource));
  }

  private static long pack(int deny, int allow) {
    return ((long) deny << DENY_SHIFT) | allow;
  }

  private static int denyOf(long found) {
    return (int) ((found >>> DENY_SHIFT) & ORDINAL_MASK);
  }

  private static int allowOf(long found) {
    return (int) (found & ORDINAL_MASK);
  }

  private static long merge(long a, long b) {
    long lowest = pack(Math.min(denyOf(a), denyOf(b)), Math.min(allowOf(a), allowOf(b)));
    return lowest | ((a | b) & KNOWN);
  }
}
