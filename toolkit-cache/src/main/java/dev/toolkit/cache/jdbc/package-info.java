/** A layer in a table of a database. */
@NullMarked
package dev.toolkit.cache.jdbc;

import org.jspecify.annotations.NullMarked;
