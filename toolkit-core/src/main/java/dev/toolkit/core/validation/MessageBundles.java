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
   * Clients choose the tags. What they send is cut to an ISO language and an ISO country, and led to
   * a language that there are messages in: only for those anything of size is kept.
   */

  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  /** From low to high: what stands later replaces what stands before. */
  private static final List<String> FILES =
      List.of(
          AbstractMessageInterpolator.CONTRIBUTOR_VALIDATION_MESSAGES,
          AbstractMessageInterpolator.USER_VALIDATION_MESSAGES);

  private final ClassLoader loader;
  private final ResourceBundleLocator library =
      new PlatformResourceBundleLocator(AbstractMessageInterpolator.DEFAULT_VALIDATION_MESSAGES);

  /** The language to use for one that is asked for; the root stands for none. */
  private final Map<Locale, Locale> found = new ConcurrentHashMap<>();

  private final Map<Locale, Messages> messages = new ConcurrentHashMap<>();

  MessageBundles(ClassLoader loader) {
    this.loader = loader;
  }

  /** Returns the first of the languages for which there are messages, or else English. */
  Locale locale(List<String> languages) {
    for (String tag : languages) {
      Locale locale = known(tag);
      if (locale != null) {
        Locale closest = found.computeIfAbsent(locale, this::closest);
        if (!closest.equals(Locale.ROOT)) {
          return closest;
        }
      }
    }
    return Locale.ENGLISH;
  }

  private Locale closest(Locale locale) {
    Locale language = Locale.of(locale.getLanguage());
    if (exists(locale)) {
      return locale;
    }
    return exists(language) ? language : Locale.ROOT;
  }

  private boolean exists(Locale locale) {
    ResourceBundle bundle = library.getResourceBundle(locale);
    return (bundle != null && bundle.getLocale().equals(locale))
        || FILES.stream().anyMatch(name -> loader.getResource(file(name, locale)) != null);
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
    return messages.computeIfAbsent(locale, this::load);
  }

  private Messages load(Locale locale) {
    Map<String, String> all = new HashMap<>();
    addLibrary(locale, all);
    for (String name : FILES) {
      add(file(name, Locale.ROOT), all);
      add(file(name, Locale.of(locale.getLanguage())), all);
      add(file(name, locale), all);
    }
    return new Messages(all);
  }

  private void addLibrary(Locale locale, Map<String, String> all) {
    ResourceBundle bundle = library.getResourceBundle(locale);
    boolean fits = bundle != null && bundle.getLocale().getLanguage().equals(locale.getLanguage());
    ResourceBundle chosen = fits ? bundle : library.getResourceBundle(Locale.ENGLISH);
    if (chosen != null) {
      chosen.keySet().forEach(key -> all.put(key, chosen.getString(key)));
    }
  }

  private static String file(String name, Locale locale) {
    return (locale.equals(Locale.ROOT) ? name : name + "_" + locale) + ".properties";
  }

  /** Adds the messages of all files of this name, the first on the class path over the others. */
  private void add(String file, Map<String, String> all) {
    Map<String, String> read = new HashMap<>();
    try {
      Enumeration<URL> files = loader.getResources(file);
      while (files.hasMoreElements()) {
        read(files.nextElement()).forEach(read::putIfAbsent);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    all.putAll(read);
  }

  private static Map<String, String> read(URL file) throws IOException {
    URLConnection connection = file.openConnection();
    connection.setUseCaches(false); // else the jar would stay open
    var properties = new Properties();
    try (Reader reader =
        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    Map<String, String> texts = new HashMap<>();
    properties.stringPropertyNames().forEach(k -> texts.put(k, properties.getProperty(k)));
    return texts;
  }

  /** The messages of one language; where it has none of its own, those without a language. */
  private static final class Messages extends ResourceBundle {
    private final Map<String, String> texts;

    Messages(Map<String, String> texts) {
      this.texts = Map.copyOf(texts);
    }

    @Override
    protected @Nullable Object handleGetObject(String key) {
      return texts.get(key);
    }

    @Override
    public Enumeration<String> getKeys() {
      return Collections.enumeration(texts.keySet());
    }
  }
}
