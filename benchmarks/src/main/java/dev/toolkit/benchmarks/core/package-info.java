/** What the web core costs for each request, beside what it stands on. */
@NullMarked
package dev.toolkit.benchmarks.core;

import org.jspecify.annotations.NullMarked;
