/** What building and rendering SQL costs, what a statement costs end to end, and compile time. */
@NullMarked
package dev.toolkit.benchmarks.db;

import org.jspecify.annotations.NullMarked;
