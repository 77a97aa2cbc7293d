/** A key-value store with the semantics of Cloudflare Workers KV. */
@NullMarked
package dev.toolkit.cache.kv;

import org.jspecify.annotations.NullMarked;
