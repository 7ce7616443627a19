package io.plimsoll.client.validate;

import static io.plimsoll.client.validate.Measured.node;
import static io.plimsoll.client.validate.Measured.on;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.client.load.NodePeriod;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuspectTest {

  @Test
  void namesTheOneDeviceOnWhichEverythingRan() {
    assertThat(suspect(0, 0, node("n1", 80, 1, "card0"), node("n1", 80, 2, "card0")))
        .isEqualTo("run time grew from 1.000 s to 2.000 s; all ran on device card0 of node n1");
  }

  @Test
  void namesSeveralDevicesAndSaysHowManyMoreThereAre() {
    NodePeriod many = node("n1", 100, 2, "a", "b", "c", "d", "e");
    assertThat(suspect(0, 0, node("n1", 80, 1), many))
        .endsWith("all ran on devices a, b, c and 2 more of node n1");
  }

  @Test
  void namesTheNodeThatIsSlowerThanTheOthers() {
    Step from = step(2, 0, 0, node("n1", 40, 0.5, "card0"));
    Step to = step(4, 0, 0, node("n1", 40, 0.5, "card0"), node("n2", 20, 0.98, "card1"));
    assertThat(Suspect.of(from, to))
        .endsWith(
            "slowest was device card1 of node n2 with a run time of 0.9800 s, fastest had 0.5000 s");
  }

  @Test
  void nodesThatAreAlikeAreNotBlamed() {
    Step from = step(2, 0, 0, node("n1", 40, 0.5));
    Step to = step(4, 0, 0, node("n1", 40, 0.9), node("n2", 40, 0.901));
    assertThat(Suspect.of(from, to)).endsWith("all 2 nodes alike");
  }

  @Test
  void saysWhenRequestsWaitedRatherThanRan() {
    assertThat(suspect(0.4, 0, node("n1", 80, 1), node("n1", 80, 1)))
        .isEqualTo("wait time in the queue grew from 0 s to 0.4000 s; all ran on node n1");
  }

  @Test
  void saysWhenTheTimeWentOutsideOfQueueAndWorkload() {
    assertThat(suspect(0, 0.5, node("n1", 80, 1), node("n1", 80, 1)))
        .isEqualTo("overhead grew from 0 s to 0.5000 s; all ran on node n1");
  }

  @Test
  void timesThatHaveNotGrownAreNotBlamed() {
    assertThat(suspect(0, 0.001, node("n1", 80, 1), node("n1", 80, 1.001)))
        .isEqualTo("all ran on node n1");
  }

  private static String suspect(
      double waitSeconds, double overheadSeconds, NodePeriod before, NodePeriod after) {
    return Suspect.of(step(4, 0, 0, before), step(8, waitSeconds, overheadSeconds, after));
  }

  private static Step step(
      int size, double waitSeconds, double overheadSeconds, NodePeriod... nodes) {
    return Growths.steps(List.of(on(1, size, waitSeconds, overheadSeconds, List.of(nodes)))).get(0);
  }
}
