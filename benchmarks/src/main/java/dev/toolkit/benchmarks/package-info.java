/** Measurements of the toolkit against rivals and floors. */
@NullMarked
package dev.toolkit.benchmarks;

import org.jspecify.annotations.NullMarked;
