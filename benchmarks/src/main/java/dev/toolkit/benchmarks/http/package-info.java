/** What is measured over HTTP, by the harness in {@code benchmarks/http}. */
@NullMarked
package dev.toolkit.benchmarks.http;

import org.jspecify.annotations.NullMarked;
