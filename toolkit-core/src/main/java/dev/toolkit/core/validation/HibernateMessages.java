package dev.toolkit.core.validation;

import jakarta.validation.MessageInterpolator;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.validator.messageinterpolation.AbstractMessageInterpolator;
import org.hibernate.validator.messageinterpolation.HibernateMessageInterpolatorContext;
import org.jspecify.annotations.Nullable;

/**
 * Fills the parameters of messages in, without an expression language.
 *
 * <p>This class is safe for use by multiple threads.
 */
final class HibernateMessages extends AbstractMessageInterpolator {

  /** The one expression in Hibernate Validator's own messages that does not show the value. */
  private static final Pattern CHOICE =
      Pattern.compile("\\$\\{(\\w+) == true \\? '([^']*)' : '([^']*)'}");

  HibernateMessages(MessageBundles bundles) {
    super(bundles, bundles, Set.of(), Locale.ENGLISH, context -> Locale.ENGLISH, false);
  }

  @Override
  protected String interpolate(MessageInterpolator.Context context, Locale locale, String term) {
    if (!term.startsWith("$")) {
      Object value = parameter(context, term.substring(1, term.length() - 1));
      return value == null ? term : text(value);
    }
    Matcher choice = CHOICE.matcher(term);
    if (!choice.matches()) {
      return "\u2026";
    }
    boolean isTrue = Boolean.TRUE.equals(parameter(context, choice.group(1)));
    return isTrue ? choice.group(2) : choice.group(3);
  }

  private static @Nullable Object parameter(MessageInterpolator.Context context, String name) {
    if (context instanceof HibernateMessageInterpolatorContext hibernate) {
      Map<String, Object> given = hibernate.getMessageParameters();
      if (given.containsKey(name)) {
        return given.get(name);
      }
    }
    return context.getConstraintDescriptor().getAttributes().get(name);
  }

  private static String text(Object value) {
    return value instanceof Object[] values ? Arrays.toString(values) : value.toString();
  }
}
