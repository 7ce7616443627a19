package io.plimsoll.bench.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.bench.truth.Waits.Figure;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QueuePathTest {

  private static final double SERVICE = 0.05;

  static List<QueueModel> models() {
    return QueueModel.all(SERVICE);
  }

  @Test
  void eachWaitsForTheServerThatIsFreeFirst() {
    double[] arrivals = {0, 1, 2, 3, 10};
    double[] services = {5, 1, 4, 1, 1};

    assertThat(QueuePath.of(arrivals, services, 1).waits()).containsExactly(0, 4, 4, 7, 1);
    assertThat(QueuePath.of(arrivals, services, 2).waits()).containsExactly(0, 0, 0, 2, 0);
  }

  @Test
  void thoseThatLeaveFirstAreNotAlwaysThoseThatCameFirst() {
    QueuePath path = QueuePath.of(new double[] {0, 1, 2}, new double[] {9, 2, 1}, 2);

    assertThat(path.firstToLeave(2)).containsExactly(1, 2);
    assertThat(path.ofFirstToLeave(2)).isEqualTo(new Waits(2, 0.5, 0, 1, 1));
    assertThat(path.ofThoseGoneAt(3.5).count()).isEqualTo(1);
  }

  @Test
  void thoseWhoStillWaitHaveWaitedUpToNow() {
    QueuePath path = QueuePath.of(new double[] {0, 1, 2}, new double[] {5, 1, 1}, 1);

    assertThat(path.waitedByOthers(1, 5)).isEqualTo(4 + 3);
    assertThat(path.waitedByOthers(1, 2.5)).isEqualTo(1.5 + 0.5);
    assertThat(path.waitedByOthers(2, 9)).isEqualTo(4);
  }

  /** So that the path may stand for theory where a run is too short for that. */
  @ParameterizedTest
  @MethodSource("models")
  void aVeryLongPathHasTheWaitsOfTheory(QueueModel model) {
    double seconds = 1e6 / model.ratePerSecond();
    Waits waits = Band.run(model, 0, seconds, new SplittableRandom(7));

    for (Figure figure : Figure.values()) {
      if (figure.tells(model, 0)) {
        double theory = figure.theory(model, 0);
        assertThat(waits.figure(figure))
            .as("%s of %s", figure.label, model.name())
            .isCloseTo(theory, within(0.08 * theory));
      }
    }
  }
}
