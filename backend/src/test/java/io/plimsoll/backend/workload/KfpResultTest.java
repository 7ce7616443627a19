package io.plimsoll.backend.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.kfp.Run;
import io.plimsoll.kfp.RunState;
import io.plimsoll.kfp.StateChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KfpResultTest {

  private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void runThatIsNotOverHasNoEnd() {
    Run run = new Run("r", "n", "e", RunState.RUNNING, "", BEGUN, null, null, List.of());
    assertThat(KfpResult.of(run, 500_000_000).toString())
        .isEqualTo(
            "{\"kind\":\"run\",\"runId\":\"r\",\"state\":\"RUNNING\",\"createSeconds\":0.5,"
                + "\"createdAt\":\"2026-01-01T00:00:00Z\",\"states\":[]}");
  }

  @Test
  void ofVeryManyStatesTheLastAreTold() {
    List<StateChange> history = new ArrayList<>();
    for (int i = 0; i <= KfpResult.MOST_STATES; i++) {
      history.add(new StateChange(RunState.RUNNING, BEGUN.plusSeconds(i)));
    }
    Run run =
        new Run("r", "n", "e", RunState.FAILED, "", BEGUN, BEGUN, BEGUN.plusSeconds(2), history);
    JsonNode result = new JsonMapper().readTree(KfpResult.of(run, 1).toString());
    assertThat(result.path("finishSeconds").asDouble()).isEqualTo(2);
    assertThat(result.path("states")).hasSize(KfpResult.MOST_STATES);
    assertThat(result.at("/states/0/at").asString()).isEqualTo("2026-01-01T00:00:01Z");
  }
}
