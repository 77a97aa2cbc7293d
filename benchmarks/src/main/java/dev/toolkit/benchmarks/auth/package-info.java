/** Tokens and permissions against rivals and floors. */
@NullMarked
package dev.toolkit.benchmarks.auth;

import org.jspecify.annotations.NullMarked;
