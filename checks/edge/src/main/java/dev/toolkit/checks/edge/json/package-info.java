/** A JSON codec without reflection: types are registered with how they are read and written. */
@NullMarked
package dev.toolkit.checks.edge.json;

import org.jspecify.annotations.NullMarked;
