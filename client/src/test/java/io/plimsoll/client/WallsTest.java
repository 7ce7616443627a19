package io.plimsoll.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class WallsTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.plimsoll.client");

  @Test
  void loadKnowsNeitherTheControlPortNorTheCommandLine() {
    noClasses()
        .that()
        .resideInAPackage("io.plimsoll.client.load")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.plimsoll.client",
            "io.plimsoll.client.control",
            "io.plimsoll.http",
            "picocli..",
            "tools.jackson..")
        .check(CLASSES);
  }

  @Test
  void controlDoesNotKnowTheCommandLine() {
    noClasses()
        .that()
        .resideInAPackage("io.plimsoll.client.control")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.plimsoll.client", "picocli..")
        .check(CLASSES);
  }

  @Test
  void onlyTheFleetAndTheClusterTouchTheKubernetesClient() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.plimsoll.client.fleet",
            "io.plimsoll.client.cluster",
            "io.plimsoll.client.runnergroup")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.fabric8..")
        .check(CLASSES);
  }

  /** Its default is in a module of its own on Java 17, which runtimes made by jlink do not have. */
  @Test
  void randomNumbersAreNotLookedUpByName() {
    noClasses()
        .should()
        .callMethod(RandomGenerator.class, "getDefault")
        .orShould()
        .callMethod(RandomGenerator.class, "of", String.class)
        .check(CLASSES);
  }

  @Test
  void whatIsWantedAndCountedKnowsNoClockAndNoNetwork() {
    noClasses()
        .that()
        .haveNameMatching(
            "io\\.plimsoll\\.client\\.load\\.(Demand|Steps|OpenStarts|Tally|Outage|Refusals|RecentRate|TopCounts|Statistics"
                + "|NodeStatistics|Timing|Period|Snapshot)")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "java.util.concurrent..")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(CLASSES);
  }

  @Test
  void whatAnAutoscalerDecidesKnowsNoClockNoFleetAndNoNetwork() {
    noClasses()
        .that()
        .haveNameMatching(
            "io\\.plimsoll\\.client\\.autoscale\\.(Hpa(Controller|Decision|Spec|State|Metric)|Proposal|Stabilization"
                + "|ScaleRate|ScalingRules|Tolerance|StartDelay|FleetUse|Quantity)")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.netty..", "java.util.concurrent..", "java.net..", "io.plimsoll.client.fleet")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(CLASSES);
  }
}
