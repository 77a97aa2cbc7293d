package dev.toolkit.core.validation;

import jakarta.validation.MessageInterpolator;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.spi.nodenameprovider.JavaBeanProperty;
import org.hibernate.validator.spi.nodenameprovider.Property;

/**
 * Hibernate Validator, set up without expression language and XML, and asked in a language.
 *
 * <p>This class is loaded only if Hibernate Validator is there. It is immutable and safe for use by
 * multiple threads.
 */
final class HibernateProvider {

  private final ValidatorFactory factory;
  private final MessageInterpolator messages;
  private final MessageBundles bundles;

  /** Validators share the factory's metadata; there are as many as languages with messages. */
  private final Map<Locale, Validator> validators = new ConcurrentHashMap<>();

  HibernateProvider(Pointers pointers) {
    this.bundles = new MessageBundles(loader());
    this.messages = new HibernateMessages(bundles);
    this.factory =
        Validation.byProvider(HibernateValidator.class)
            .configure()
            .ignoreXmlConfiguration()
            .messageInterpolator(messages)
            .propertyNodeNameProvider(property -> name(property, pointers))
            .buildValidatorFactory();
  }

  private static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context != null ? context : ClassLoader.getSystemClassLoader();
  }

  private static String name(Property property, Pointers pointers) {
    return property instanceof JavaBeanProperty member
        ? pointers.nameInPath(member.getDeclaringClass(), member.getName())
        : property.getName();
  }

  static Module module() {
    return HibernateValidator.class.getModule();
  }

  /** Returns a validator with messages in the first of the languages that there are any for. */
  Validator validator(List<String> languages) {
    return validators.computeIfAbsent(bundles.locale(languages), this::validator);
  }

  private Validator validator(Locale locale) {
    return factory
        .usingContext()
        .messageInterpolator(new InLanguage(messages, locale))
        .getValidator();
  }

  /** Interpolates in one language, whichever the machine's is. */
  private record InLanguage(MessageInterpolator messages, Locale locale)
      implements MessageInterpolator {

    @Override
    public String interpolate(String template, Context context) {
      return messages.interpolate(template, context, locale);
    }

    @Override
    public String interpolate(String template, Context context, Locale other) {
      return messages.interpolate(template, context, locale);
    }
  }
}
