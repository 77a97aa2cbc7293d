package dev.toolkit.core.json;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/**
 * Makes members required that a constructor takes as primitives, since a primitive cannot say that
 * there is no value. {@code @JsonProperty(isRequired = OptBoolean.FALSE)} opts out.
 */
final class RequiredPrimitives extends NopAnnotationIntrospector {

  @Serial private static final long serialVersionUID = 1;

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    boolean isPrimitive = member instanceof AnnotatedParameter && member.getRawType().isPrimitive();
    return isPrimitive ? true : null;
  }
}
