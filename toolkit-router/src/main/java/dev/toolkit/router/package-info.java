/** Routes, their patterns, and what matching a path can answer. */
@NullMarked
package dev.toolkit.router;

import org.jspecify.annotations.NullMarked;
