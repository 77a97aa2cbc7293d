/** Redis as a layer and backplane of caches, by lettuce. */
@NullMarked
package dev.toolkit.cache.redis;

import org.jspecify.annotations.NullMarked;
