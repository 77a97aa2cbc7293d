package dev.toolkit.core.json;

import dev.toolkit.core.JsonException;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.PropertyBindingException;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/**
 * Retells Jackson's exceptions in words of our own: Jackson's messages quote the text and name Java
 * classes, and neither is for the client.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 */
final class JsonFaults {

  /** More constants than these would make a message that nobody reads. */
  private static final int MAX_NAMED = 50;

  private final JsonMapper mapper;

  JsonFaults(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Returns what to throw instead: a {@link JsonException} if the text is at fault, an {@code
   * IllegalStateException} if the type is, and otherwise what the code of the type threw.
   */
  RuntimeException translate(JacksonException e) {
    return switch (e) {
      case InvalidDefinitionException fault -> undecodable(fault);
      case StreamConstraintsException fault -> located("a limit is exceeded", fault);
      case InputCoercionException fault ->
          mismatch(Expectations.ofNumberInRange(fault.getTargetType()), fault);
      case StreamReadException fault -> located("a name occurs twice in an object", fault);
      case PropertyBindingException fault -> mismatch("must be absent", fault);
      case InvalidTypeIdException fault -> mismatch(knownType(fault.getBaseType()), fault);
      case MismatchedInputException fault -> mismatch(expectation(fault), fault);
      default -> thrownByType(e);
    };
  }

  private static JsonException mismatch(String message, JacksonException e) {
    return new JsonException(message, 0, 0, pointer(e.getPath()));
  }

  private static JsonException located(String message, JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return location == null || location.getLineNr() <= 0
        ? mismatch(message, e)
        : new JsonException(message, location.getLineNr(), location.getColumnNr(), "");
  }

  private String expectation(MismatchedInputException e) {
    // A member is found missing when its object ends.
    if (e.getCurrentToken() == JsonToken.END_OBJECT && !e.getPath().isEmpty()) {
      return "must be present";
    }
    Class<?> type = e.getTargetType();
    String words = type != null && type.isEnum() ? oneOf(names(type)) : Expectations.of(type);
    return e.getCurrentToken() == JsonToken.PROPERTY_NAME ? "has a name that " + words : words;
  }

  private Collection<String> names(Class<?> type) {
    DeserializationConfig config = mapper.deserializationConfig();
    Enum<?>[] constants = (Enum<?>[]) type.getEnumConstants();
    String[] names =
        config
            .getAnnotationIntrospector()
            .findEnumValues(config, annotated(type), constants, new String[constants.length]);
    for (int i = 0; i < names.length; i++) {
      names[i] = names[i] == null ? constants[i].name() : names[i];
    }
    return List.of(names);
  }

  private AnnotatedClass annotated(Class<?> type) {
    ClassIntrospector introspector = mapper.deserializationConfig().classIntrospectorInstance();
    JavaType javaType = mapper.constructType(type);
    AnnotatedClass annotations = introspector.introspectClassAnnotations(javaType);
    return introspector.introspectForDeserialization(javaType, annotations).getClassInfo();
  }

  private static String oneOf(Collection<String> names) {
    return names.size() > MAX_NAMED
        ? "must be one of " + names.size() + " names"
        : "must be one of " + String.join(", ", names);
  }

  /**
   * Tells the member and the names by which the type of a sealed or otherwise open value is told.
   */
  private String knownType(JavaType base) {
    DeserializationConfig config = mapper.deserializationConfig();
    AnnotationIntrospector introspector = config.getAnnotationIntrospector();
    AnnotatedClass type = annotated(base.getRawClass());
    var info = introspector.findPolymorphicTypeInfo(config, type);
    Set<String> names = new TreeSet<>();
    for (NamedType subtype :
        config.getSubtypeResolver().collectAndResolveSubtypesByTypeId(config, type)) {
      if (subtype.hasName()) {
        names.add(subtype.getName());
      }
    }
    return info == null || info.getPropertyName() == null || names.isEmpty()
        ? "must be of a known type"
        : "must have a member \"" + info.getPropertyName() + "\", which " + oneOf(names);
  }

  /**
   * A constructor that refuses what it is given speaks about the text; anything else that code of
   * the type throws is a bug in that code.
   */
  private static RuntimeException thrownByType(JacksonException e) {
    Throwable cause = e;
    while (cause instanceof JacksonException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case IllegalArgumentException refused -> mismatch("is not valid", e);
      case NullPointerException refused -> mismatch("is not valid", e);
      case DateTimeException refused -> mismatch("is not valid", e);
      case JacksonException other -> mismatch("does not have the expected form", e);
      case RuntimeException bug -> bug;
      default -> new IllegalStateException("Decoding failed in code of the type", cause);
    };
  }

  private static IllegalStateException undecodable(InvalidDefinitionException e) {
    Class<?> type = e.getType() == null ? null : e.getType().getRawClass();
    String name = type == null ? "The type" : type.getTypeName();
    return new IllegalStateException(name + " cannot be read from JSON" + remedy(type), e);
  }

  /** Says what to add to a module declaration, if that is what keeps Jackson out of the type. */
  static String remedy(@Nullable Class<?> type) {
    if (type == null) {
      return "";
    }
    Module module = type.getModule();
    String packageName = type.getPackageName();
    return module.isOpen(packageName, JsonMapper.class.getModule())
        ? ""
        : ": add \"opens "
            + packageName
            + " to tools.jackson.databind;\" to the module-info of "
            + module.getName();
  }

  static String pointer(List<JacksonException.Reference> path) {
    var pointer = new StringBuilder();
    for (JacksonException.Reference reference : path) {
      String name = reference.getPropertyName();
      if (name != null) {
        pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
      } else if (reference.getIndex() >= 0) {
        pointer.append('/').append(reference.getIndex());
      }
    }
    return pointer.toString();
  }
}
