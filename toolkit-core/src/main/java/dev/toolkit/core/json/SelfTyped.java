package dev.toolkit.core.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.ValueSerializerModifier;

/**
 * Writes the name of the type into values of types with {@code @JsonTypeInfo} wherever they stand.
 * Jackson leaves it out of the elements of a {@code List<Shape>} that is written as a whole, since
 * nothing at run time tells that it is one of shapes; what is written then could not be read.
 */
final class SelfTyped extends SimpleModule {

  @Serial private static final long serialVersionUID = 1;

  SelfTyped() {
    super("dev.toolkit.core.json.SelfTyped");
    setSerializerModifier(new Writers());
  }

  private static final class Writers extends ValueSerializerModifier {

    @Serial private static final long serialVersionUID = 1;

    @Override
    public ValueSerializer<?> modifySerializer(
        SerializationConfig config,
        BeanDescription.Supplier description,
        ValueSerializer<?> serializer) {
      JsonTypeInfo.Value info =
          config
              .getAnnotationIntrospector()
              .findPolymorphicTypeInfo(config, description.getClassInfo());
      return info == null || info.getIdType() == JsonTypeInfo.Id.NONE
          ? serializer
          : new Writer<>(serializer, null);
    }
  }

  /** Returns the type that has the annotation, which is the one that knows the names of all. */
  private static Class<?> base(Class<?> type) {
    if (type.isAnnotationPresent(JsonTypeInfo.class)) {
      return type;
    }
    for (Class<?> parent : parents(type)) {
      Class<?> base = base(parent);
      if (base.isAnnotationPresent(JsonTypeInfo.class)) {
        return base;
      }
    }
    return type;
  }

  private static List<Class<?>> parents(Class<?> type) {
    List<Class<?>> parents = new ArrayList<>(List.of(type.getInterfaces()));
    if (type.getSuperclass() != null) {
      parents.add(type.getSuperclass());
    }
    return parents;
  }

  private static final class Writer<T> extends ValueSerializer<T> {
    private final ValueSerializer<T> plain;
    private final @Nullable TypeSerializer type;

    Writer(ValueSerializer<T> plain, @Nullable TypeSerializer type) {
      this.plain = plain;
      this.type = type;
    }

    @Override
    public Class<?> handledType() {
      return plain.handledType();
    }

    @Override
    public void resolve(SerializationContext context) {
      plain.resolve(context);
    }

    @Override
    public ValueSerializer<?> createContextual(
        SerializationContext context, @Nullable BeanProperty property) {
      Class<?> base = base(handledType());
      TypeSerializer found = context.findTypeSerializer(context.constructType(base));
      return new Writer<>(plain.createContextual(context, property), found);
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializationContext context) {
      if (type == null) {
        plain.serialize(value, out, context);
      } else {
        plain.serializeWithType(value, out, context, type);
      }
    }

    @Override
    public void serializeWithType(
        T value, JsonGenerator out, SerializationContext context, TypeSerializer given) {
      plain.serializeWithType(value, out, context, own(given));
    }

    /** A property may tell the type in another way than the type itself; otherwise they agree. */
    private TypeSerializer own(TypeSerializer given) {
      return type != null
              && type.getTypeInclusion() == given.getTypeInclusion()
              && Objects.equals(type.getPropertyName(), given.getPropertyName())
          ? type
          : given;
    }

    @Override
    public boolean isEmpty(SerializationContext context, T value) {
      return plain.isEmpty(context, value);
    }
  }
}
