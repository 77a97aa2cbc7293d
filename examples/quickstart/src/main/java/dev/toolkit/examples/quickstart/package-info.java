/** A small JSON API: users, kept in memory. */
@NullMarked
package dev.toolkit.examples.quickstart;

import org.jspecify.annotations.NullMarked;
