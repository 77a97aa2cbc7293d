/**
 * A layered cache: memory over any layers, one load for each key, answers while loaders fail or
 * stall, tags; Redis as a layer that several nodes share; a key-value store on the same layers.
 *
 * <p>Records that {@code JacksonCodec} reads must be open to {@code tools.jackson.databind}.
 */
module dev.toolkit.cache {
  requires com.github.benmanes.caffeine;
  requires org.slf4j;
  requires static dev.toolkit.core;
  requires static java.sql;
  requires static lettuce.core;
  requires static tools.jackson.databind;
  requires static org.jspecify;

  exports dev.toolkit.cache;
  exports dev.toolkit.cache.codec;
  exports dev.toolkit.cache.jdbc;
  exports dev.toolkit.cache.kv;
  exports dev.toolkit.cache.layer;
  exports dev.toolkit.cache.redis;
}
