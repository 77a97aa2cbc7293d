package dev.toolkit.db.sql;

/**
 * Why a statement was refused before anything was sent to a database.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public enum Refusal {
  /** The dialect has no such feature. */
  UNSUPPORTED("unsupported"),
  /** A comparison with null, which holds for no row: {@code isNull} and its kin are meant. */
  NULL_COMPARISON("null_comparison"),
  /** A null among the values of {@code in}: {@code not in} would hold for no row. */
  NULL_IN_LIST("null_in_list"),
  /** An update or delete whose condition is missing or has dropped out. */
  UNFILTERED_WRITE("unfiltered_write"),
  /** A row with more or fewer values than there are columns. */
  ROW_ARITY("row_arity"),
  /** A NUL character in an identifier. */
  NUL_IN_IDENTIFIER("nul_in_identifier"),
  /** A NUL character in a constant string. */
  NUL_IN_LITERAL("nul_in_literal"),
  /** A function name that is not a plain identifier. */
  BAD_FUNCTION_NAME("bad_function_name"),
  /** A limit or offset below zero. */
  NEGATIVE_LIMIT("negative_limit"),
  /** A case expression without a branch. */
  EMPTY_CASE("empty_case"),
  /** An update that sets nothing. */
  EMPTY_SET("empty_set"),
  /** A select of no columns. */
  EMPTY_SELECT("empty_select"),
  /** An identifier without a character. */
  EMPTY_IDENTIFIER("empty_identifier"),
  /** An insert without a row. */
  EMPTY_INSERT("empty_insert"),
  /** A column whose table is not part of the query. */
  MISSING_SOURCE("missing_source"),
  /** A column of an outer-joined table, read as if it could not be null. */
  NULLABLE_JOIN("nullable_join"),
  /** A key of a grouping that has subtotals, read as if it could not be null. */
  NULLABLE_GROUP("nullable_group"),
  /** Two sources, output or written columns of one name, where names have to differ. */
  DUPLICATE_NAME("duplicate_name"),
  /** An expression that is looked up in a query which does not select it. */
  NOT_SELECTED("not_selected"),
  /** A table class whose list of required columns does not fit its columns. */
  REQUIRED_COLUMNS("required_columns"),
  /** A conflict target that the dialect could not honour. */
  CONFLICT_TARGET("conflict_target"),
  /** A parameter without a value. */
  UNBOUND_PARAMETER("unbound_parameter"),
  /** A template of raw SQL whose placeholders do not fit its arguments. */
  RAW_TEMPLATE("raw_template");

  private final String code;

  Refusal(String code) {
    this.code = code;
  }

  /** Returns the code as tests and logs spell it, such as {@code null_comparison}. */
  public String code() {
    return code;
  }
}
