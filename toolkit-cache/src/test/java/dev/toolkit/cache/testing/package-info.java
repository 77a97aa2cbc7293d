/** What tests of caches need: a clock to turn, a layer to break, a backplane to watch. */
@NullMarked
package dev.toolkit.cache.testing;

import org.jspecify.annotations.NullMarked;
