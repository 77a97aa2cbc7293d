package dev.toolkit.checks;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import java.util.UUID;

/** What may depend on what, and what no class may do: docs/architecture.md says why. */
@AnalyzeClasses(packages = "dev.toolkit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] KERNEL = {
    "dev.toolkit.router", "dev.toolkit.core", "dev.toolkit.core.http", "dev.toolkit.core.middleware"
  };

  @ArchTest
  static final ArchRule packages_freeOfCycles =
      slices().assignedFrom(eachPackage()).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule router_needsJavaBaseOnly =
      classes()
          .that()
          .resideInAPackage("dev.toolkit.router..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.toolkit.router..", "java.lang..", "java.util..", "java.nio..")
          .orShould()
          .onlyDependOnClassesThat()
          .resideInAPackage("org.jspecify.annotations");

  @ArchTest
  static final ArchRule core_knowsNoEngine =
      noClasses()
          .that()
          .resideInAPackage("dev.toolkit.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.toolkit.server..", "org.eclipse.jetty..");

  @ArchTest
  static final ArchRule kernel_knowsNotTheJvmAroundIt =
      noClasses()
          .that()
          .resideInAnyPackage(KERNEL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.toolkit.core.json..",
              "dev.toolkit.core.validation..",
              "dev.toolkit.core.jvm..",
              "tools.jackson..",
              "jakarta..",
              "org.slf4j..");

  @ArchTest
  static final ArchRule kernel_usesNothingThatCannotBeCompiledForTheEdge =
      noClasses()
          .that()
          .resideInAnyPackage(KERNEL)
          .should()
          .dependOnClassesThat(
              describe("are banned from the kernel", ArchitectureTest::isBannedFromKernel));

  @ArchTest
  static final ArchRule kernel_callsNothingThatCannotBeCompiledForTheEdge =
      noClasses()
          .that()
          .resideInAnyPackage(KERNEL)
          .should()
          .callMethodWhere(
              describe(
                  "the method is banned from the kernel",
                  call ->
                      isBannedFromKernel(
                          call.getTargetOwner().getName(), call.getTarget().getName())));

  @ArchTest
  static final ArchRule kernel_makesNoUuidOfTwoLongs =
      noClasses()
          .that()
          .resideInAnyPackage(KERNEL)
          .should()
          .callConstructor(UUID.class, long.class, long.class);

  @ArchTest
  static final ArchRule internal_inNoPublicSignature =
      methods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat(describe("are public API", ArchitectureTest::isPublicApi))
          .should(mentionNoInternalType());

  @ArchTest
  static final ArchRule nobody_writesToStandardStreams =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.toolkit.examples..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule nobody_usesJavaUtilLogging =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  @ArchTest
  static final ArchRule slf4j_onlyWhereAModuleSaysSo =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.toolkit.core.jvm..",
              "dev.toolkit.server..",
              "dev.toolkit.auth..",
              "dev.toolkit.cache..",
              "dev.toolkit.db.jdbc..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.slf4j..");

  @ArchTest
  static final ArchRule nobody_throwsGenericExceptions =
      noClasses()
          .that()
          .areNotAssignableTo(Throwable.class)
          .should()
          .callConstructor(RuntimeException.class, String.class)
          .orShould()
          .callConstructor(RuntimeException.class, String.class, Throwable.class)
          .orShould()
          .callConstructor(RuntimeException.class, Throwable.class)
          .orShould()
          .callConstructor(Exception.class, String.class);

  @ArchTest
  static final ArchRule names_sayWhatTheThingIs =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl");

  private static boolean isBannedFromKernel(JavaClass type) {
    String name = type.getName();
    return BANNED_CLASSES.contains(name)
        || BANNED_PACKAGES.stream().anyMatch(prefix -> name.startsWith(prefix + "."));
  }

  private static final Set<String> BANNED_PACKAGES =
      Set.of(
          "java.lang.reflect",
          "java.util.regex",
          "java.util.concurrent",
          "java.security",
          "javax.crypto",
          "java.net",
          "java.nio.channels",
          "java.nio.file",
          "java.text",
          "java.time.format",
          "java.util.zip",
          "java.util.stream");

  private static final Set<String> BANNED_CLASSES =
      Set.of(
          "java.lang.ClassLoader",
          "java.util.ServiceLoader",
          "java.lang.invoke.VarHandle",
          "java.lang.StackWalker",
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.lang.Process",
          "java.lang.Runtime",
          "java.util.HexFormat",
          "java.util.Formatter",
          "java.util.Scanner",
          "java.util.StringTokenizer",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.io.File",
          "java.io.FileInputStream",
          "java.io.FileOutputStream");

  private static boolean isBannedFromKernel(String owner, String method) {
    return switch (owner) {
      case "java.lang.String" ->
          Set.of("split", "format", "formatted", "lines", "matches", "replaceAll", "replaceFirst")
              .contains(method);
      case "java.lang.Class" ->
          method.startsWith("getDeclared")
              || Set.of("forName", "getMethod", "getMethods", "newInstance", "getResource")
                  .contains(method);
      case "java.time.Duration" ->
          method.endsWith("Part") || Set.of("toSeconds", "truncatedTo").contains(method);
      case "java.util.UUID" -> !Set.of("fromString", "toString", "equals").contains(method);
      case "java.lang.System" -> !Set.of("arraycopy", "identityHashCode").contains(method);
      default -> owner.startsWith("java.time.") && Set.of("parse", "format").contains(method);
    };
  }

  private static SliceAssignment eachPackage() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return SliceIdentifier.of(type.getPackageName());
      }

      @Override
      public String getDescription() {
        return "each package";
      }
    };
  }

  private static boolean isPublicApi(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && !type.getPackageName().contains(".internal");
  }

  private static ArchCondition<JavaMethod> mentionNoInternalType() {
    return new ArchCondition<>("mention no type of a package called internal") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        for (JavaClass type : method.getAllInvolvedRawTypes()) {
          if (type.getPackageName().contains(".internal")) {
            events.add(
                SimpleConditionEvent.violated(
                    method, method.getFullName() + " mentions " + type.getName()));
          }
        }
      }
    };
  }
}
