/** A worker: the kernel, an application on it, and the little that an edge runtime needs. */
@NullMarked
package dev.toolkit.checks.edge;

import org.jspecify.annotations.NullMarked;
