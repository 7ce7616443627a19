package io.plimsoll.client.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The series of {@code testdata/autoscale}, whose decisions were worked out by hand. */
class HpaSeriesTest {

  private static final Path FOLDER = Path.of("../testdata/autoscale");

  /** Columns before those of the metrics. */
  private static final int BEFORE = 3;

  /** Columns after those of the metrics. */
  private static final int AFTER = 4;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "value-runaway",
        "average-value",
        "stabilization-down",
        "policies",
        "several-metrics"
      })
  void everyStepIsAsWorkedOutByHand(String name) throws Exception {
    HpaSpec spec = HpaReader.read(Files.readAllBytes(FOLDER.resolve(name + ".yaml")));
    assertThat(spec.name()).isEqualTo(name);
    List<String> lines = Files.readAllLines(FOLDER.resolve(name + ".csv"));
    HpaState state = HpaState.NONE;
    int previous = -1;
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      assertThat(cells).as(line).hasSize(BEFORE + spec.metrics().size() + AFTER);
      int current = Integer.parseInt(cells[1]);
      assertThat(current)
          .as("the step before %s", line)
          .isEqualTo(previous < 0 ? current : previous);
      List<MetricReading> readings = new ArrayList<>();
      for (int i = 0; i < spec.metrics().size(); i++) {
        String cell = cells[BEFORE + i];
        readings.add(
            cell.equals("-")
                ? MetricReading.missing("no answer")
                : MetricReading.of(Double.parseDouble(cell)));
      }
      HpaDecision decision =
          HpaController.decide(
              spec,
              state,
              Long.parseLong(cells[0]) * HpaController.NANOS,
              current,
              Integer.parseInt(cells[2]),
              readings);
      int last = cells.length - 1;
      assertThat(decision.recommended() + "," + decision.stabilized() + "," + decision.desired())
          .as("%s, and why: %s", line, decision.why(spec, current))
          .isEqualTo(cells[last - 3] + "," + cells[last - 2] + "," + cells[last - 1]);
      state = decision.state();
      previous = decision.desired();
    }
    assertThat(lines.size()).isGreaterThan(5);
  }
}
