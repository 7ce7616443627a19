package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * {@code client.jar validate} finds what is known to be there. What a busy machine adds to the
 * times is allowed for by the factor: what scales is far above it, what does not is far below.
 */
@Tag("long")
@Tag("alone")
class ScalingIT {

  private static final int PATIENCE_SECONDS = 240;

  @Test
  void aDeviceForFourStopsTheEighthAndIsNamed(@TempDir Path folder) {
    try (Jar client =
        validate(
            "--max=8",
            "--rounds=1",
            "--max-rounds=1",
            "--backend-option=--device-dir=" + folder,
            "--",
            "fakedev",
            "0.15",
            "--load",
            "25")) {
      assertThat(client.exitCode(PATIENCE_SECONDS)).as(client.stderr()).isEqualTo(1);
      assertThat(client.stdout())
          .contains("Knee: 4 replicas")
          .containsPattern("FAIL: 4 -> 8: .* times the throughput \\(expected: at least 1.6\\)")
          .containsPattern("FAIL: 4 -> 8: .*; all ran on device card0 of node \\S+")
          .doesNotContain("FAIL: 1 -> 2", "FAIL: 2 -> 4");
    }
  }

  /*
   * The interval holds the truth nineteen times in twenty, and no test may fail the twentieth time.
   * So it is stretched to twice its size, and the estimate has to be near.
   */
  @Test
  void theContentionOfAKnownSerialShareIsRightWithinItsInterval(@TempDir Path folder) {
    Path report = folder.resolve("report.json");
    String program = Jar.root().resolve("testdata/serial-share/serial-share.pl").toString();
    try (Jar client =
        validate(
            "--report",
            report.toString(),
            "--max=8",
            "--rounds=2",
            "--max-rounds=2",
            "--",
            program,
            folder.resolve("table").toString(),
            "0.25",
            "0.1")) {
      assertThat(client.exitCode(PATIENCE_SECONDS)).as(client.stderr()).isEqualTo(1);
    }
    JsonNode usl = new ObjectMapper().readTree(report.toFile()).path("usl");
    JsonNode contention = usl.path("contention");
    double estimate = contention.path("estimate").asDouble(-1);
    double low = contention.path("low").asDouble(Double.NaN);
    double high = contention.path("high").asDouble(Double.NaN);
    assertThat(0.1)
        .as("%s", usl)
        .isBetween(estimate - 2 * (estimate - low), estimate + 2 * (high - estimate));
    assertThat(estimate).as("%s", usl).isBetween(0.05, 0.15);
    assertThat(usl.path("fits").asBoolean()).as("%s", usl).isTrue();
  }

  private static Jar validate(String... args) {
    List<String> all = new ArrayList<>(List.of("validate", "--samples=6", "--factor=1.6"));
    all.addAll(List.of(args));
    // Sixteen programs are started in turn, none of which lives long.
    List<String> wrapper = List.of("env", "JDK_JAVA_OPTIONS=-XX:TieredStopAtLevel=1");
    return Jar.startIn(wrapper, "client", all.toArray(String[]::new));
  }
}
