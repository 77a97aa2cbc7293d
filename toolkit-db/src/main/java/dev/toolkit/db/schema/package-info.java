/**
 * Tables as the database has them: the statements that create and drop what table classes say, and
 * the differences between table classes and a live database.
 */
@NullMarked
package dev.toolkit.db.schema;

import org.jspecify.annotations.NullMarked;
