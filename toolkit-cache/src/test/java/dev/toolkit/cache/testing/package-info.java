/** What tests of caches need: a clock to turn, a layer to break, a backplane to watch, a Redis. */
@NullMarked
package dev.toolkit.cache.testing;

import org.jspecify.annotations.NullMarked;
