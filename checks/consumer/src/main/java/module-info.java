/** An application as a named module. */
// Hibernate Validator is found at run time: the compiler, which needs none of it, doesn't see it.
@SuppressWarnings("module")
module com.example.consumer {
  requires dev.toolkit.core;
  requires jakarta.validation;

  // Records are read and validated by reflection. Without this, the first request is answered with
  // 500 and the log says which line to add.
  opens com.example.consumer to
      tools.jackson.databind,
      org.hibernate.validator;
}
