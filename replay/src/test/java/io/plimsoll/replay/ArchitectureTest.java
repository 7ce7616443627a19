package io.plimsoll.replay;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
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

  private static final String ROOT = "io.plimsoll.replay.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.plimsoll.replay");

  /** Which packages of this module each package may know. */
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "partition", Set.of(),
          "schedule", Set.of(),
          "report", Set.of(),
          "profile", Set.of("partition"),
          "execute", Set.of("profile", "schedule", "report"),
          "doc", Set.of("profile"),
          "load", Set.of("doc", "profile", "execute", "report"),
          "audit", Set.of("profile"),
          "command",
              Set.of("partition", "schedule", "report", "profile", "execute", "load", "audit"));

  @Test
  void packagesKnowOnlyThoseBelowThem() {
    ARROWS.forEach(
        (name, known) -> {
          String[] allowed =
              Stream.concat(Stream.of(name), known.stream())
                  .map(n -> ROOT + n + "..")
                  .toArray(String[]::new);
          check(
              noClasses()
                  .that()
                  .resideInAPackage(ROOT + name + "..")
                  .should()
                  .dependOnClassesThat(
                      resideInAnyPackage("io.plimsoll.replay..")
                          .and(resideOutsideOfPackages(allowed))));
        });
  }

  @Test
  void everyPackageHasItsArrows() {
    Assertions.assertThat(CLASSES.stream().map(c -> c.getPackageName()).distinct())
        .allMatch(p -> p.matches("io\\.plimsoll\\.replay\\.\\w+"))
        .extracting(p -> p.substring(ROOT.length()))
        .isSubsetOf(ARROWS.keySet());
  }

  @Test
  void partitionAndScheduleHaveNoNetworkClockOrThread() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(ROOT + "partition..", ROOT + "schedule..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.netty..",
                "io.vertx..",
                "io.fabric8..",
                "java.net..",
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
  void onlyExecuteKnowsTheKubernetesClient() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "execute..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "io.vertx.."));
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
