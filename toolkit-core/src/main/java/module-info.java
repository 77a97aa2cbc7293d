/**
 * The web core: applications made of routes, middleware and handlers, JSON and validation of
 * bodies, and problem documents.
 *
 * <p>Records that are read from JSON or validated must be open to {@code tools.jackson.databind}
 * and to {@code org.hibernate.validator}.
 */
module dev.toolkit.core {
  requires transitive dev.toolkit.router;
  requires transitive tools.jackson.databind;
  requires jakarta.validation;
  requires org.slf4j;
  requires static org.hibernate.validator;
  requires static org.jspecify;

  exports dev.toolkit.core;
  exports dev.toolkit.core.http;
  exports dev.toolkit.core.json;
  exports dev.toolkit.core.jvm;
  exports dev.toolkit.core.middleware;
  exports dev.toolkit.core.validation;
}
