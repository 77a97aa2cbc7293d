/** The application that the README starts. */
module dev.toolkit.examples.quickstart {
  requires dev.toolkit.core;
  requires dev.toolkit.server;
  requires jakarta.validation;
  requires static org.jspecify;

  // Without these two, Jackson cannot make the records and Hibernate Validator cannot read them.
  opens dev.toolkit.examples.quickstart to
      tools.jackson.databind,
      org.hibernate.validator;
}
