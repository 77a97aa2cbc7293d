/** Measurements of the router. */
@NullMarked
package dev.toolkit.benchmarks.router;

import org.jspecify.annotations.NullMarked;
