/** A small JSON API: users, kept in a database and read through a cache. */
@NullMarked
package dev.toolkit.examples.quickstart;

import org.jspecify.annotations.NullMarked;
