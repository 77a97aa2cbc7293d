package dev.toolkit.core.json;

import dev.toolkit.core.JsonException;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.PropertyBindingException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
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

  /** A value that holds itself would make the path as long as the nesting that is allowed. */
  private static final int MAX_PLACES = 20;

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
    // Nothing but the message tells a member that is missing from one of another shape.
    if (e.getOriginalMessage().startsWith("Missing ")) {
      return "must be present";
    }
    String words = expectation(target(e));
    return e.getCurrentToken() == JsonToken.PROPERTY_NAME ? "has a name that " + words : words;
  }

  private String expectation(@Nullable Class<?> type) {
    if (type == null) {
      return Expectations.of(null);
    }
    if (type.isEnum()) {
      return oneOf(names(type));
    }
    AnnotatedMember value = describe(type).findJsonValueAccessor();
    return Expectations.of(value == null ? type : value.getRawType());
  }

  /** Returns the type that does not fit: of an element, if the path leads into a Java array. */
  private static @Nullable Class<?> target(MismatchedInputException e) {
    Class<?> type = e.getTargetType();
    List<Reference> path = e.getPath();
    boolean isInside = type != null && type.isArray() && !path.isEmpty();
    return isInside && type.isInstance(path.getLast().from()) ? type.getComponentType() : type;
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
    return describe(type).getClassInfo();
  }

  private BeanDescription describe(Class<?> type) {
    ClassIntrospector introspector = mapper.deserializationConfig().classIntrospectorInstance();
    JavaType javaType = mapper.constructType(type);
    AnnotatedClass annotations = introspector.introspectClassAnnotations(javaType);
    return introspector.introspectForDeserialization(javaType, annotations);
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
      case IllegalAccessException closed -> undecodable(e);
      case JacksonException other -> mismatch("does not have the expected form", e);
      case RuntimeException bug -> bug;
      default -> new IllegalStateException("Decoding failed in code of the type", cause);
    };
  }

  private static IllegalStateException undecodable(JacksonException e) {
    Class<?> type = type(e);
    String name = type == null ? "The type" : type.getTypeName();
    return new IllegalStateException(name + " cannot be read from JSON" + remedy(type), e);
  }

  private static @Nullable Class<?> type(JacksonException e) {
    JavaType type =
        switch (e) {
          case InvalidDefinitionException fault -> fault.getType();
          case ValueInstantiationException fault -> fault.getType();
          default -> null;
        };
    return type == null ? owner(e) : type.getRawClass();
  }

  /** Returns the type of the object in which the fault occurred. */
  private static @Nullable Class<?> owner(JacksonException e) {
    Object owner = e.getPath().isEmpty() ? null : e.getPath().getLast().from();
    return owner == null ? null : owner.getClass();
  }

  /** Returns what to throw instead for a value that cannot be written. */
  static IllegalArgumentException unwritable(Object value, JacksonException e) {
    String name = value.getClass().getTypeName();
    String place = pointer(e.getPath().stream().limit(MAX_PLACES).map(JsonFaults::masked).toList());
    return new IllegalArgumentException(
        name + " has no JSON form, because of the value at \"" + place + "\"" + remedy(type(e)), e);
  }

  /** Hides the keys of maps, which are values. */
  private static Reference masked(Reference reference) {
    return reference.from() instanceof Map ? new Reference(null, "*") : reference;
  }

  /** Says what to add to a module declaration, if that is what keeps Jackson out of the type. */
  private static String remedy(@Nullable Class<?> type) {
    if (type == null) {
      return "";
    }
    Module module = type.getModule();
    String packageName = type.getPackageName();
    return module.isOpen(packageName, JsonMapper.class.getModule()) || type.getClassLoader() == null
        ? ""
        : ": add \"opens "
            + packageName
            + " to tools.jackson.databind;\" to the module-info of "
            + module.getName();
  }

  private static String pointer(List<Reference> path) {
    var pointer = new StringBuilder();
    for (Reference reference : path) {
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
