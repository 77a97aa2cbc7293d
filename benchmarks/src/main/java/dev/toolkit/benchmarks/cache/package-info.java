/** The cache beside Caffeine, Spring's cache and JetCache. */
@NullMarked
package dev.toolkit.benchmarks.cache;

import org.jspecify.annotations.NullMarked;
