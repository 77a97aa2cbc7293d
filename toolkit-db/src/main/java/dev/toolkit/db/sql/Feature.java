package dev.toolkit.db.sql;

/**
 * Something that not every dialect can do.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public enum Feature {
  /** {@code full join}. */
  FULL_JOIN("full join"),
  /** A subquery that sees the relations before it. */
  LATERAL("lateral subquery"),
  /** A column of the query around in a subquery that stands in {@code from}. */
  OUTER_COLUMN("outer column in a subquery of from"),
  /** The first row of each group of equal keys. */
  DISTINCT_ON("distinct on"),
  /** {@code for update} and its kin. */
  ROW_LOCK("row lock"),
  /** A row lock on some of the tables. */
  ROW_LOCK_OF("row lock on named tables"),
  /** {@code for share}. */
  SHARE_LOCK("shared row lock"),
  /** {@code for no key update} and {@code for key share}. */
  KEY_LOCK("key lock"),
  /** A row lock where rows are grouped, aggregated, numbered, left out if equal, or united. */
  LOCK_OF_GROUPS("row lock on groups"),
  /** {@code materialized} and {@code not materialized}. */
  MATERIALIZED("materialized hint"),
  /** Recursion that leaves out rows it has had, and so ends on cycles. */
  RECURSIVE_DISTINCT("recursion that leaves out rows it has had"),
  /** An insert, update or delete inside a common table expression. */
  WRITE_IN_CTE("write inside a common table expression"),
  /** A common table expression in front of an update or delete. */
  CTE_ON_WRITE("common table expression in front of a write"),
  /** Rows given back by an insert. */
  INSERT_RETURNING("insert returning"),
  /** Rows given back by an update. */
  UPDATE_RETURNING("update returning"),
  /** Rows given back by a delete. */
  DELETE_RETURNING("delete returning"),
  /** {@code groups} frames of windows. */
  GROUPS_FRAME("groups frame"),
  /** {@code exclude} in frames of windows. */
  FRAME_EXCLUSION("frame exclusion"),
  /** Arrays and their operators. */
  ARRAY("array"),
  /** {@code = any(array)}. */
  ANY_ARRAY("any(array)"),
  /** Values inside of JSON. */
  JSON_PATH("JSON path"),
  /** {@code default} as a value of an insert's row. */
  DEFAULT_VALUE("default as a value"),
  /** Tables beside the one that is updated. */
  UPDATE_FROM("update from"),
  /** Tables beside the one that is deleted from. */
  DELETE_USING("delete using"),
  /** {@code filter (where …)} of aggregates. */
  FILTER("aggregate filter"),
  /** An upsert that looks at the row that is there. */
  CONFLICT_WHERE("condition of an upsert"),
  /** An upsert of what a query gives. */
  UPSERT_FROM_QUERY("upsert from a query"),
  /** {@code intersect all} and {@code except all}. */
  INTERSECT_ALL("intersect all and except all"),
  /** {@code nulls first} and {@code nulls last}. */
  NULLS_ORDER("nulls order"),
  /** {@code like} that ignores case. */
  ILIKE("like that ignores case"),
  /** Comparison in which null equals null. */
  DISTINCT_FROM("null-safe comparison"),
  /** One update of many rows with values of their own. */
  BULK_UPDATE("update of many rows with values of their own"),
  /** Sequences of numbers. */
  SEQUENCE("sequence"),
  /** Rows of a group as JSON. */
  JSON_ROWS("rows as JSON"),
  /** Values of a group as JSON. */
  JSON_AGGREGATE("values of a group as JSON"),
  /** Values of a group as an array. */
  ARRAY_AGGREGATE("values of a group as an array"),
  /** Different texts of a group, put together. */
  DISTINCT_TEXT_AGGREGATE("distinct text aggregate with a separator"),
  /** {@code any} and {@code all} over a subquery. */
  QUANTIFIED_QUERY("any or all over a subquery"),
  /** Whether a JSON value contains another. */
  JSON_CONTAINMENT("JSON containment"),
  /** {@code merge}. */
  MERGE("merge"),
  /** {@code group by rollup}. */
  ROLLUP("rollup"),
  /** {@code group by cube} and {@code grouping sets}. */
  GROUPING_SETS("cube and grouping sets"),
  /** {@code grouping(…)}, which tells subtotals from nulls. */
  GROUPING("grouping(…) of a key"),
  /** {@code within group}: percentiles and the most frequent value. */
  ORDERED_SET("ordered-set aggregate"),
  /** Views whose rows are kept. */
  MATERIALIZED_VIEW("materialized view"),
  /** An index that is built while others write to its table. */
  CONCURRENT_INDEX("index built beside writers"),
  /** Policies that say which rows a user sees and writes. */
  ROW_SECURITY("row-level security");

  private final String text;

  Feature(String text) {
    this.text = text;
  }

  /** Returns what messages and the table in the docs call it. */
  public String text() {
    return text;
  }

  /**
   * How a dialect does it.
   *
   * @since 0.1.0
   */
  public enum Support {
    /** The database has it. */
    NATIVE,
    /** Written with other means that give the same rows. */
    EMULATED,
    /** Refused when the statement is rendered. */
    REFUSED
  }
}
