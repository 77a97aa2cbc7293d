/** The application that the README starts. */
module dev.toolkit.examples.quickstart {
  requires com.zaxxer.hikari;
  requires dev.toolkit.auth;
  requires dev.toolkit.cache;
  requires dev.toolkit.core;
  requires dev.toolkit.db;
  requires dev.toolkit.server;
  requires jakarta.validation;
  requires lettuce.core;
  requires static org.jspecify;

  // Without these two, Jackson cannot make the records and Hibernate Validator cannot read them.
  opens dev.toolkit.examples.quickstart to
      tools.jackson.databind,
      org.hibernate.validator;
}
