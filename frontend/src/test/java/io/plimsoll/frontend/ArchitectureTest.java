package io.plimsoll.frontend;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows between the packages of the frontend, and what its queues must not know. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.plimsoll.frontend");

  /** Which packages of ours each package may know. */
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "queue", Set.of("frontend.queue", "protocol", "stats"),
          "metrics", Set.of("frontend.metrics", "frontend.queue", "http"),
          "external",
              Set.of(
                  "frontend.external", "frontend.metrics", "frontend.queue", "http", "wire", "cli"),
          "server",
              Set.of(
                  "frontend.server",
                  "frontend.external",
                  "frontend.metrics",
                  "frontend.queue",
                  "protocol",
                  "wire",
                  "http",
                  "cli"));

  @Test
  void packagesKnowOnlyThoseBelowThem() {
    ARROWS.forEach(
        (name, known) -> {
          String[] ours = {"io.plimsoll.."};
          String[] allowed = known.stream().map(n -> "io.plimsoll." + n).toArray(String[]::new);
          noClasses()
              .that()
              .resideInAPackage("io.plimsoll.frontend." + name + "..")
              .should()
              .dependOnClassesThat(resideInAnyPackage(ours).and(resideOutsideOfPackages(allowed)))
              .check(CLASSES);
        });
  }

  @Test
  void everyPackageHasItsArrows() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
        .hasSameElementsAs(ARROWS.keySet().stream().map(n -> "io.plimsoll.frontend." + n).toList());
  }

  @Test
  void queuesNeedNothingBesidesMessagesAndJava() {
    classes()
        .that()
        .resideInAPackage("io.plimsoll.frontend.queue..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.plimsoll.frontend.queue..",
            "io.plimsoll.protocol..",
            "io.plimsoll.stats..",
            "java.lang..",
            "java.util",
            "java.util.function..",
            "java.util.stream..",
            "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void queuesHaveNoClockAndNoThread() {
    Stream.of("nanoTime", "currentTimeMillis")
        .forEach(
            clock ->
                noClasses()
                    .that()
                    .resideInAPackage("io.plimsoll.frontend.queue..")
                    .should()
                    .callMethod(System.class, clock)
                    .check(CLASSES));
    noClasses()
        .that()
        .resideInAPackage("io.plimsoll.frontend.queue..")
        .should()
        .dependOnClassesThat(assignableTo(Thread.class).or(assignableTo(ThreadLocal.class)))
        .check(CLASSES);
  }

  @Test
  void metricsDoNotTouchTheNetwork() {
    noClasses()
        .that()
        .resideInAnyPackage("io.plimsoll.frontend.metrics..", "io.plimsoll.frontend.external..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "java.net..")
        .check(CLASSES);
  }
}
