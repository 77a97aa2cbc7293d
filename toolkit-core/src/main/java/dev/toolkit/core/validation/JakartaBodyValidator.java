package dev.toolkit.core.validation;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.BodyValidator;
import dev.toolkit.core.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import java.lang.reflect.InaccessibleObjectException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks bodies against the constraints of Jakarta Validation, such as {@code @NotBlank}, by
 * Hibernate Validator.
 *
 * <ul>
 *   <li>The elements of a list, map, array or Optional are checked each, at any depth. Inside a
 *       record, {@code @Valid} says where to go on, as usual.
 *   <li>A violation points to its value by JSON names. An element of a set has no position: the
 *       pointer leads to the set. What JSON does not have, such as a method with
 *       {@code @AssertTrue}, is told of the object that has it.
 *   <li>Messages are in the first language that is preferred and for which there are any: Hibernate
 *       Validator brings some twenty, and {@code ValidationMessages_xx.properties} in the root of
 *       the class path adds to them and overrides them. Otherwise they are in English, or in the
 *       language of {@code ValidationMessages.properties}, and never in that of the machine.
 *   <li>Messages never show the value. There is no expression language: of {@code ${…}} only the
 *       choice {@code ${inclusive == true ? 'a' : 'b'}} by an attribute of the constraint is
 *       understood, and everything else, {@code ${validatedValue}} too, becomes an ellipsis.
 *   <li>{@code META-INF/validation.xml} is not read.
 * </ul>
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class JakartaBodyValidator implements BodyValidator {

  /** What is said where Hibernate Validator is missing: {@value}. */
  public static final String MISSING_PROVIDER =
      "no Jakarta Validation provider is on the class path: add"
          + " org.hibernate.validator:hibernate-validator";

  private static final Comparator<Violation> ORDER =
      Comparator.comparing(Violation::pointer)
          .thenComparing(Violation::code)
          .thenComparing(Violation::message);

  private final HibernateProvider provider;
  private final Pointers pointers;

  private JakartaBodyValidator(JsonNames names) {
    this.pointers = new Pointers(names);
    this.provider = new HibernateProvider(pointers);
  }

  /**
   * Returns a validator.
   *
   * @param names how properties are called in JSON, for example {@code codec::findName}
   * @throws IllegalStateException if Hibernate Validator is neither on the class path nor on the
   *     module path
   */
  public static JakartaBodyValidator create(JsonNames names) {
    return find(names).orElseThrow(() -> new IllegalStateException(MISSING_PROVIDER));
  }

  /**
   * Returns a validator, or empty if Hibernate Validator is neither on the class path nor on the
   * module path.
   *
   * @param names how properties are called in JSON, for example {@code codec::findName}
   */
  public static Optional<JakartaBodyValidator> find(JsonNames names) {
    requireNonNull(names, "names");
    return hasProvider() ? Optional.of(new JakartaBodyValidator(names)) : Optional.empty();
  }

  private static boolean hasProvider() {
    try {
      ClassLoader loader = JakartaBodyValidator.class.getClassLoader();
      Class.forName("org.hibernate.validator.HibernateValidator", false, loader);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the constraints themselves are broken, for example
   *     {@code @NotBlank} on a number, or code of a constraint fails
   */
  @Override
  public List<Violation> validate(Object value, List<String> languages, List<Class<?>> groups) {
    var run = new Run(provider.validator(languages), groups);
    List<Violation> violations = new ArrayList<>(check(value, "", run));
    violations.sort(ORDER);
    return List.copyOf(violations);
  }

  /** What stays the same while one body is checked. */
  private record Run(Validator validator, List<Class<?>> groups) {}

  private List<Violation> check(@Nullable Object value, String pointer, Run run) {
    return switch (value) {
      case null -> List.of();
      case List<?> list -> checkAll(list, pointer, run);
      case Object[] array -> checkAll(Arrays.asList(array), pointer, run);
      case Collection<?> unordered -> checkUnordered(unordered, pointer, run);
      case Map<?, ?> map -> checkValues(map, pointer, run);
      case Optional<?> optional -> check(optional.orElse(null), pointer, run);
      default -> checkBean(value, pointer, run);
    };
  }

  private List<Violation> checkAll(List<?> elements, String pointer, Run run) {
    List<Violation> found = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      found.addAll(check(elements.get(i), pointer + "/" + i, run));
    }
    return found;
  }

  private List<Violation> checkUnordered(Collection<?> elements, String pointer, Run run) {
    List<Violation> found = new ArrayList<>();
    for (Object element : elements) {
      for (Violation violation : check(element, "", run)) {
        found.add(new Violation(pointer, violation.message(), violation.code()));
      }
    }
    return found;
  }

  private List<Violation> checkValues(Map<?, ?> values, String pointer, Run run) {
    List<Violation> found = new ArrayList<>();
    values.forEach((key, value) -> found.addAll(check(value, Pointers.child(pointer, key), run)));
    return found;
  }

  private List<Violation> checkBean(Object bean, String pointer, Run run) {
    List<Violation> found = new ArrayList<>();
    for (ConstraintViolation<Object> violation : violations(bean, run)) {
      var constraint = violation.getConstraintDescriptor().getAnnotation().annotationType();
      String place = pointers.of(violation, pointer);
      found.add(new Violation(place, violation.getMessage(), constraint.getSimpleName()));
    }
    return found;
  }

  private static Set<ConstraintViolation<Object>> violations(Object bean, Run run) {
    try {
      return run.validator.validate(bean, run.groups.toArray(Class<?>[]::new));
    } catch (ValidationException | InaccessibleObjectException e) {
      throw new IllegalStateException(
          bean.getClass().getTypeName() + " cannot be validated: " + e.getMessage() + remedy(bean),
          e);
    }
  }

  /** Says what to add to a module declaration, if that is what keeps the provider out of it. */
  private static String remedy(Object bean) {
    Module module = bean.getClass().getModule();
    String packageName = bean.getClass().getPackageName();
    return module.isOpen(packageName, HibernateProvider.module())
        ? ""
        : "; add \"opens "
            + packageName
            + " to org.hibernate.validator;\" to the module-info of "
            + module.getName();
  }
}
