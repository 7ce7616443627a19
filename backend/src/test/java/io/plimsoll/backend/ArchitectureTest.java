package io.plimsoll.backend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** The arrows between the packages of this module. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.plimsoll.backend");

  /** The state of a simulated device and its rules. */
  private static final String PURE =
      "io\\.plimsoll\\.backend\\.device\\."
          + "(ProcessorSharing|Share|Meter|StateCodec|Activity|DeviceRequest|DeviceModel)(\\$.*)?";

  @Test
  void devicesKnowNeitherWorkloadsNorTheBackend() {
    noClasses()
        .that()
        .resideInAPackage("io.plimsoll.backend.device..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.plimsoll.backend",
            "io.plimsoll.backend.workload..",
            "io.plimsoll.backend.metrics..",
            "io.plimsoll.wire..",
            "io.plimsoll.protocol..")
        .check(CLASSES);
  }

  @Test
  void theRulesOfASimulatedDeviceHaveNoClockFileOrThread() {
    noClasses()
        .that()
        .haveNameMatching(PURE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.netty..",
            "java.io..",
            "java.net..",
            "java.nio.channels..",
            "java.nio.file..",
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
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  @Test
  void onlyWorkloadsKnowTheApiOfPipelines() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.plimsoll.backend.workload..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.plimsoll.kfp..")
        .check(CLASSES);
  }
}
