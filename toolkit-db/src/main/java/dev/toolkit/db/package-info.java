/**
 * Tables, typed expressions and statements.
 *
 * <p>A statement knows how it is written ({@link dev.toolkit.db.Statement#rendered}) and how its
 * rows are read ({@link dev.toolkit.db.ResultStatement#read}), and never touches a connection: an
 * {@link dev.toolkit.db.Executor} does. All statements are made by {@link dev.toolkit.db.Queries},
 * which holds the dialect and the executor.
 */
@NullMarked
package dev.toolkit.db;

import org.jspecify.annotations.NullMarked;
