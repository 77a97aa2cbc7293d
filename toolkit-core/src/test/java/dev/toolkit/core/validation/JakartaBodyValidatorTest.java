package dev.toolkit.core.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.toolkit.core.Violation;
import dev.toolkit.core.json.JacksonCodec;
import dev.toolkit.core.jvm.JvmEnv;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.GroupSequence;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.Default;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.Mod10Check;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class JakartaBodyValidatorTest {

  private static final String BLANK = "must not be blank";

  private final JakartaBodyValidator validator =
      JakartaBodyValidator.create(JacksonCodec.create()::findName);

  // Pointers

  record Address(@NotBlank @JsonProperty("zip_code") String zip, @Size(max = 2) String country) {}

  record Customer(
      @NotBlank @JsonProperty("full_name") String name,
      @Min(18) int age,
      @Valid Address home,
      List<@Valid Address> others,
      Map<String, @Valid Address> byUse,
      Map<@NotBlank String, @Positive Integer> scores,
      Set<@NotBlank String> tags,
      Set<@Valid Address> former,
      Optional<@NotBlank String> nickname,
      List<List<@NotNull Integer>> grid,
      @Size(max = 1) String[] aliases) {}

  private static final Address WRONG = new Address(" ", "xyz");

  @Test
  void validate_valid() {
    assertThat(violations(new Address("1", "IE"))).isEmpty();
  }

  @Test
  void validate_allKindsOfPlaces() {
    var customer =
        new Customer(
            "",
            17,
            WRONG,
            List.of(new Address("1", null), WRONG),
            Map.of("a/b~c", WRONG),
            Map.of(" ", 0),
            Set.of(""),
            Set.of(WRONG),
            Optional.of(""),
            List.of(List.of(), Arrays.asList(1, null)),
            new String[] {"a", "b"});
    String size = "size must be between 0 and 2";

    assertThat(violations(customer))
        .containsExactly(
            new Violation("/age", "must be greater than or equal to 18", "Min"),
            new Violation("/aliases", "size must be between 0 and 1", "Size"),
            new Violation("/byUse/a~1b~0c/country", size, "Size"),
            new Violation("/byUse/a~1b~0c/zip_code", BLANK, "NotBlank"),
            new Violation("/former", BLANK, "NotBlank"),
            new Violation("/former", size, "Size"),
            new Violation("/full_name", BLANK, "NotBlank"),
            new Violation("/grid/1/1", "must not be null", "NotNull"),
            new Violation("/home/country", size, "Size"),
            new Violation("/home/zip_code", BLANK, "NotBlank"),
            new Violation("/nickname", BLANK, "NotBlank"),
            new Violation("/others/1/country", size, "Size"),
            new Violation("/others/1/zip_code", BLANK, "NotBlank"),
            new Violation("/scores/ ", BLANK, "NotBlank"),
            new Violation("/scores/ ", "must be greater than 0", "Positive"),
            new Violation("/tags", BLANK, "NotBlank"));
  }

  record Name(@NotBlank String value) {}

  @Test
  void validate_elementsOfTheWhole() {
    var name = new Name("");

    assertThat(violations(Arrays.asList(new Name("a"), null, name)))
        .containsExactly(new Violation("/2/value", BLANK, "NotBlank"));
    assertThat(violations(new Name[] {null, name}))
        .containsExactly(new Violation("/1/value", BLANK, "NotBlank"));
    assertThat(violations(Map.of("a/b", List.of(name))))
        .containsExactly(new Violation("/a~1b/0/value", BLANK, "NotBlank"));
    assertThat(violations(List.of(Set.of(name))))
        .containsExactly(new Violation("/0", BLANK, "NotBlank"));
    assertThat(violations(Optional.of(name)))
        .containsExactly(new Violation("/value", BLANK, "NotBlank"));
    assertThat(violations(Optional.empty())).isEmpty();
    assertThat(violations("text")).isEmpty();
    assertThat(violations(7)).isEmpty();
  }

  @Test
  void validate_namingStrategy() {
    record Order(@NotEmpty List<String> itemNames) {}
    JsonMapper mapper =
        JacksonCodec.mapperBuilder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .build();
    var kebab = JakartaBodyValidator.create(JacksonCodec.of(mapper)::findName);

    assertThat(kebab.validate(new Order(List.of()), List.of(), List.of()))
        .containsExactly(new Violation("/item-names", "must not be empty", "NotEmpty"));
  }

  static class Account {
    private final String owner;

    Account(String owner) {
      this.owner = owner;
    }

    @NotBlank
    @JsonProperty("account_owner")
    public String getOwner() {
      return owner;
    }
  }

  record Ledger(List<@Valid Account> accounts) {}

  @Test
  void validate_beanGetter() {
    assertThat(violations(new Ledger(List.of(new Account("")))))
        .containsExactly(new Violation("/accounts/0/account_owner", BLANK, "NotBlank"));
  }

  // Constraints on several members

  record Passwords(@JsonProperty("new_password") String password, String repeated) {
    @AssertTrue(message = "must be repeated exactly")
    boolean isConsistent() {
      return password.equals(repeated);
    }
  }

  @Test
  void validate_methodThatJsonDoesNotHave() {
    assertThat(violations(List.of(new Passwords("a", "b"))))
        .containsExactly(new Violation("/0", "must be repeated exactly", "AssertTrue"));
  }

  @Retention(RetentionPolicy.RUNTIME)
  @Constraint(validatedBy = PeriodCheck.class)
  @interface ValidPeriod {
    String message() default "must end after it starts";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  @ValidPeriod
  record Period(@JsonProperty("starts_at") int start, @JsonProperty("ends_at") int end) {}

  record Plan(List<@Valid Period> periods) {}

  public static class PeriodCheck implements ConstraintValidator<ValidPeriod, Period> {
    @Override
    public boolean isValid(Period period, ConstraintValidatorContext context) {
      if (period.start() < 0) {
        context.disableDefaultConstraintViolation();
        context
            .buildConstraintViolationWithTemplate("must not be negative")
            .addPropertyNode("start")
            .addConstraintViolation();
        return false;
      }
      return period.start() < period.end();
    }
  }

  @Test
  void validate_constraintOnTheType() {
    assertThat(violations(new Plan(List.of(new Period(1, 2), new Period(2, 1)))))
        .containsExactly(new Violation("/periods/1", "must end after it starts", "ValidPeriod"));
    assertThat(violations(new Period(2, 1)))
        .containsExactly(new Violation("", "must end after it starts", "ValidPeriod"));
  }

  @Test
  void validate_propertyNamedByTheConstraint() {
    assertThat(violations(new Plan(List.of(new Period(-1, 2)))))
        .containsExactly(
            new Violation("/periods/0/starts_at", "must not be negative", "ValidPeriod"));
  }

  // Groups

  interface Create {}

  @GroupSequence({Default.class, Create.class})
  interface All {}

  record Draft(@NotNull(groups = Create.class) Integer id, @NotBlank String title) {}

  @Test
  void validate_groups() {
    var draft = new Draft(null, "");
    var title = new Violation("/title", BLANK, "NotBlank");
    var id = new Violation("/id", "must not be null", "NotNull");

    assertThat(validator.validate(draft, List.of(), List.of())).containsExactly(title);
    assertThat(validator.validate(draft, List.of(), List.of(Create.class))).containsExactly(id);
    assertThat(validator.validate(draft, List.of(), List.of(Create.class, Default.class)))
        .containsExactly(id, title);
    assertThat(validator.validate(draft, List.of(), List.of(All.class))).containsExactly(title);
  }

  // Languages

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "            | must not be blank",
        "de          | darf nicht leer sein",
        "de-AT       | darf nicht leer sein",
        "fr          | ne doit pas \u00eatre vide",
        "pt-BR,de    | n\u00e3o deve estar em branco",
        "en-GB,de    | must not be blank",
        "xx,de       | darf nicht leer sein",
        "fo,de       | darf nicht leer sein",
        "fo          | must not be blank",
        "*,_,de_DE   | must not be blank",
        "zh-Hant-TW  | \u4e0d\u5f97\u7a7a\u767d",
      })
  void validate_inALanguage(String languages, String message) {
    List<String> tags = languages == null ? List.of() : List.of(languages.split(","));

    assertThat(inItaly(tags, new Name("")))
        .containsExactly(new Violation("/value", message, "NotBlank"));
  }

  @Retention(RetentionPolicy.RUNTIME)
  @Constraint(validatedBy = {})
  @Pattern(regexp = "[A-Z]{2}.*", message = "{example.Iban.message}")
  @interface Iban {
    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  record Transfer(@Iban String iban, @NotNull Integer amount) {}

  @ParameterizedTest
  @CsvSource({
    "en, must be an IBAN, must not be null",
    "fr, must be an IBAN, ne doit pas \u00eatre nul",
    "de-CH, muss eine IBAN sein, fehlt",
    "ga, n\u00ed mh\u00f3r IBAN, must not be null"
  })
  void validate_messagesOfTheApplication(String language, String iban, String amount) {
    assertThat(inItaly(List.of(language), new Transfer("7", null)))
        .containsExactly(
            new Violation("/amount", amount, "NotNull"), new Violation("/iban", iban, "Pattern"));
  }

  /** Returns what a machine that speaks Italian says. */
  private static List<Violation> inItaly(List<String> languages, Object value) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.ITALY);
    try {
      return JakartaBodyValidator.create(JacksonCodec.create()::findName)
          .validate(value, languages, List.of());
    } finally {
      Locale.setDefault(before);
    }
  }

  // Messages

  record Secrets(
      @Email String email,
      @Pattern(regexp = "[0-9]+") String digits,
      @Size(max = 3) String text,
      @Mod10Check String card,
      @NotBlank(message = "is ${validatedValue}") String blank,
      @Pattern(regexp = "a", message = "not ${validatedValue.toString()} {validatedValue}")
          String a,
      @Pattern(regexp = "a", message = "costs \\\\$5 \\{more\\}") String escaped) {}

  @Test
  void validate_messagesWithoutTheValue() {
    String secret = "s3cret-7";
    var secrets = new Secrets(secret, secret, secret, "12345", " ", secret, secret);

    assertThat(violations(secrets))
        .containsExactly(
            new Violation("/a", "not \u2026 {validatedValue}", "Pattern"),
            new Violation("/blank", "is \u2026", "NotBlank"),
            new Violation(
                "/card",
                "the check digit for \u2026 is invalid, Modulo 10 checksum failed",
                "Mod10Check"),
            new Violation("/digits", "must match \"[0-9]+\"", "Pattern"),
            new Violation("/email", "must be a well-formed email address", "Email"),
            new Violation("/escaped", "costs $5 {more}", "Pattern"),
            new Violation("/text", "size must be between 0 and 3", "Size"));
  }

  record Prices(
      @DecimalMin("1.5") double least,
      @DecimalMin(value = "1.5", inclusive = false) double over,
      @DecimalMax("0.5") double most,
      @DecimalMax(value = "0.5", inclusive = false) double under) {}

  @Test
  void validate_messagesWithAChoice() {
    assertThat(violations(new Prices(1, 1, 1, 1)))
        .containsExactly(
            new Violation("/least", "must be greater than or equal to 1.5", "DecimalMin"),
            new Violation("/most", "must be less than or equal to 0.5", "DecimalMax"),
            new Violation("/over", "must be greater than 1.5", "DecimalMin"),
            new Violation("/under", "must be less than 0.5", "DecimalMax"));
  }

  // Broken constraints

  record Broken(@NotBlank int age) {}

  @Test
  void validate_constraintThatDoesNotFit() {
    assertThatIllegalStateException()
        .isThrownBy(() -> violations(new Broken(7)))
        .withMessageStartingWith(
            Broken.class.getTypeName()
                + " cannot be validated: HV000030: No validator could be found for constraint"
                + " 'jakarta.validation.constraints.NotBlank'");
  }

  record Failing(@AssertTrue boolean flag) {
    @AssertTrue
    boolean isFailing() {
      throw new UnsupportedOperationException("a bug");
    }
  }

  @Test
  void validate_constraintThatFails() {
    assertThatThrownBy(() -> violations(new Failing(true)))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("a bug");
  }

  // Without the provider

  @Test
  void find_withoutProvider() throws Exception {
    URL[] jars =
        Stream.of(
                JvmEnv.class,
                dev.toolkit.router.Router.class,
                Valid.class,
                JsonMapper.class,
                JsonParser.class,
                JsonProperty.class,
                LoggerFactory.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
            .toArray(URL[]::new);
    try (var loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
      Class<?> jvmEnv = loader.loadClass(JvmEnv.class.getName());
      Object env = jvmEnv.getMethod("create").invoke(null);

      assertThatThrownBy(() -> env.getClass().getMethod("validator").invoke(env))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Bodies cannot be validated: no Jakarta Validation provider is on the class path:"
                  + " add org.hibernate.validator:hibernate-validator");
    }
  }

  private List<Violation> violations(Object value) {
    return validator.validate(value, List.of(), List.of());
  }
}
