/** A layered cache: one load for each key, answers while loaders fail or stall, tags, bounds. */
@NullMarked
package dev.toolkit.cache;

import org.jspecify.annotations.NullMarked;
