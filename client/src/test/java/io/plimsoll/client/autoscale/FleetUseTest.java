package io.plimsoll.client.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FleetUseTest {

  @Test
  void replicasAreAddedUpOverTime() {
    FleetUse use =
        FleetUse.of(
            List.of(
                new FleetPoint(0, 1, 1, 1),
                new FleetPoint(10, 4, 1, 1),
                new FleetPoint(12, 4, 4, 4),
                new FleetPoint(20, 2, 2, 4)),
            30);
    // 10 s x 1 + 10 s x 4 + 10 s x 2
    assertThat(use.replicaSeconds()).isCloseTo(70, within(1e-9));
    assertThat(use.mean()).isCloseTo(70 / 30.0, within(1e-9));
    assertThat(List.of(use.least(), use.most())).containsExactly(1, 4);
    assertThat(List.of(use.scaledUp(), use.scaledDown())).containsExactly(1, 1);
  }

  @Test
  void runOfNoLengthHasItsReplicasAsTheirMean() {
    assertThat(FleetUse.of(List.of(new FleetPoint(2, 3, 3, 3)), 0))
        .isEqualTo(new FleetUse(3, 3, 3, 0, 0, 0));
  }
}
