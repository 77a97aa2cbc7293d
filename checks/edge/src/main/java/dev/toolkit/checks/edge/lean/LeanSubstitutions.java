package dev.toolkit.checks.edge.lean;

import java.util.function.Predicate;
import org.teavm.extension.spi.substitution.SubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/** Tells the compiler which classes of the kernel to replace by those of this package. */
public final class LeanSubstitutions implements SubstitutionPolicy {

  private static final String HERE = "dev.toolkit.checks.edge.lean";

  /** Called by the compiler, which finds this class by its name in {@code META-INF/services}. */
  public LeanSubstitutions() {}

  @Override
  public void contribute(SubstitutionSink sink) {
    replace(sink, "dev.toolkit.core.http", "TextCoder");
    replace(sink, "dev.toolkit.router", "Ascii");
    replace(sink, "dev.toolkit.router", "LetterCase");
  }

  private static void replace(SubstitutionSink sink, String packageName, String simpleName) {
    Predicate<String> named = Predicate.isEqual(packageName + "." + simpleName);
    sink.selectClasses(named).replacePackage(packageName, HERE);
  }
}
