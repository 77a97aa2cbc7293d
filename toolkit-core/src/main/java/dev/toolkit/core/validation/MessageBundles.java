package dev.toolkit.core.validation;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.validator.messageinterpolation.AbstractMessageInterpolator;
import org.hibernate.validator.resourceloading.PlatformResourceBundleLocator;
import org.hibernate.validator.spi.resourceloading.ResourceBundleLocator;
import org.jspecify.annotations.Nullable;

/**
 * The messages in each language: the application's over those of libraries with constraints over
 * Hibernate Validator's.
 *
 * <p>This class is safe for use by multiple threads.
 */
final class MessageBundles implements ResourceBundleLocator {

  /*
   * Hibernate Validator's own way to find messages is ResourceBundle.getBundle, which falls back to
   * the language of the machine before it takes the bundle without a language, and which does not
   * find an application's bundle from within a named module. So the application's files are read
   * here, and for the library's a bundle in another language than asked for counts as none.
   *
   * Clients choose the tags: what they send is cut to an ISO language and an ISO country, so that
   * it can fill neither our cache nor the one in ResourceBundle with more than these.
   */

  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final ClassLoader loader;
  private final ResourceBundleLocator library =
      new PlatformResourceBundleLocator(AbstractMessageInterpolator.DEFAULT_VALIDATION_MESSAGES);
  private final Map<Locale, Messages> cache = new ConcurrentHashMap<>();

  MessageBundles(ClassLoader loader) {
    this.loader = loader;
  }

  /** Returns the first of the languages for which there are messages, or else English. */
  Locale locale(List<String> languages) {
    for (String tag : languages) {
      Locale locale = known(tag);
      if (locale != null && messages(locale).ofItsLanguage) {
        return locale;
      }
    }
    return Locale.ENGLISH;
  }

  private static @Nullable Locale known(String tag) {
    Locale.Builder builder = new Locale.Builder();
    try {
      builder.setLanguageTag(tag);
    } catch (IllformedLocaleException e) {
      return null;
    }
    Locale locale = builder.build();
    if (!LANGUAGES.contains(locale.getLanguage())) {
      return null;
    }
    String country = COUNTRIES.contains(locale.getCountry()) ? locale.getCountry() : "";
    return Locale.of(locale.getLanguage(), country);
  }

  @Override
  public ResourceBundle getResourceBundle(Locale locale) {
    return messages(locale);
  }

  private Messages messages(Locale locale) {
    return cache.computeIfAbsent(locale, this::load);
  }

  private Messages load(Locale locale) {
    Map<String, String> messages = new HashMap<>();
    boolean ofItsLanguage = addLibrary(locale, messages);
    for (String base :
        List.of(
            AbstractMessageInterpolator.CONTRIBUTOR_VALIDATION_MESSAGES,
            AbstractMessageInterpolator.USER_VALIDATION_MESSAGES)) {
      add(base, messages);
      boolean language = add(base + "_" + locale.getLanguage(), messages);
      boolean country =
          !locale.getCountry().isEmpty()
              && add(base + "_" + locale.getLanguage() + "_" + locale.getCountry(), messages);
      ofItsLanguage |= language || country;
    }
    return new Messages(messages, ofItsLanguage);
  }

  private boolean addLibrary(Locale locale, Map<String, String> messages) {
    ResourceBundle bundle = library.getResourceBundle(locale);
    boolean found = bundle != null && bundle.getLocale().getLanguage().equals(locale.getLanguage());
    ResourceBundle chosen = found ? bundle : library.getResourceBundle(Locale.ENGLISH);
    if (chosen != null) {
      chosen.keySet().forEach(key -> messages.put(key, chosen.getString(key)));
    }
    return found;
  }

  /** Adds the messages of all files of this name, the first on the class path over the others. */
  private boolean add(String name, Map<String, String> messages) {
    Map<String, String> read = new HashMap<>();
    try {
      Enumeration<URL> files = loader.getResources(name + ".properties");
      while (files.hasMoreElements()) {
        read(files.nextElement()).forEach((key, value) -> read.putIfAbsent(key, value));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name + ".properties", e);
    }
    messages.putAll(read);
    return !read.isEmpty();
  }

  private static Map<String, String> read(URL file) throws IOException {
    URLConnection connection = file.openConnection();
    connection.setUseCaches(false); // else the jar would stay open
    var properties = new Properties();
    try (Reader reader =
        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    Map<String, String> messages = new HashMap<>();
    properties.stringPropertyNames().forEach(k -> messages.put(k, properties.getProperty(k)));
    return messages;
  }

  /** The messages of one language; where it has none of its own, those without a language. */
  private static final class Messages extends ResourceBundle {
    private final Map<String, String> messages;
    private final boolean ofItsLanguage;

    Messages(Map<String, String> messages, boolean ofItsLanguage) {
      this.messages = Map.copyOf(messages);
      this.ofItsLanguage = ofItsLanguage;
    }

    @Override
    protected @Nullable Object handleGetObject(String key) {
      return messages.get(key);
    }

    @Override
    public Enumeration<String> getKeys() {
      return Collections.enumeration(messages.keySet());
    }
  }
}
