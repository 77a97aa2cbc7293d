/** What several packages of this module share. */
@NullMarked
package dev.toolkit.cache.internal;

import org.jspecify.annotations.NullMarked;
