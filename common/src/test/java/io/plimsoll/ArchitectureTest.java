package io.plimsoll;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The arrows between the packages of this module. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.plimsoll");

  /** Which packages of ours each package may know. */
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "protocol", Set.of(),
          "stats", Set.of(),
          "pace", Set.of(),
          "cli", Set.of("protocol"),
          "wire", Set.of("protocol", "cli"),
          "http", Set.of("protocol", "wire", "cli"));

  @Test
  void packagesKnowOnlyThoseBelowThem() {
    ARROWS.forEach(
        (name, known) -> {
          String[] outside = {"io.plimsoll.."};
          String[] allowed =
              Stream.concat(Stream.of(name), known.stream())
                  .map(n -> "io.plimsoll." + n + "..")
                  .toArray(String[]::new);
          check(
              noClasses()
                  .that()
                  .resideInAPackage("io.plimsoll." + name + "..")
                  .should()
                  .dependOnClassesThat(
                      resideInAnyPackage(outside).and(resideOutsideOfPackages(allowed))));
        });
  }

  @Test
  void everyPackageHasItsArrows() {
    Assertions.assertThat(CLASSES.stream().map(c -> c.getPackageName()).distinct())
        .allMatch(p -> p.matches("io\\.plimsoll\\.\\w+"))
        .extracting(p -> p.substring("io.plimsoll.".length()))
        .isSubsetOf(ARROWS.keySet());
  }

  @Test
  void protocolAndPurePackagesNeedNothingBesidesJava() {
    check(
        classes()
            .that()
            .resideInAnyPackage("io.plimsoll.protocol..", "io.plimsoll.pace..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "io.plimsoll.protocol..", "io.plimsoll.pace..", "java..", "org.jspecify.."));
  }

  @Test
  void statisticsAndPacersHaveNoNetworkClockOrThread() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("io.plimsoll.stats..", "io.plimsoll.pace..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.netty..",
                "java.net..",
                "java.nio.channels..",
                "java.nio.file..",
                "java.io..",
                "java.util.concurrent..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis"));
  }

  @Test
  void onlyWireKnowsTheJsonParser() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.plimsoll.wire..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tools.jackson.."));
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
