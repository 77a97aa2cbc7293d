/** What a cache stands on: layers that keep bytes, a backplane that carries notices, versions. */
@NullMarked
package dev.toolkit.cache.layer;

import org.jspecify.annotations.NullMarked;
