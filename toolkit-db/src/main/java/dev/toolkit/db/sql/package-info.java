/**
 * The SQL tree, the types of values, and the dialects that write both.
 *
 * <p>Trees are made by the typed expressions and statements of {@code dev.toolkit.db}; a {@link
 * dev.toolkit.db.sql.Dialect} writes one as {@link dev.toolkit.db.sql.Rendered} text with bindings.
 * Nodes hold identifiers and values, never SQL text, apart from the constant templates of {@link
 * dev.toolkit.db.sql.Node.Raw}.
 */
@NullMarked
package dev.toolkit.db.sql;

import org.jspecify.annotations.NullMarked;
