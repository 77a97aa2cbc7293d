/** How values become bytes and values again. */
@NullMarked
package dev.toolkit.cache.codec;

import org.jspecify.annotations.NullMarked;
