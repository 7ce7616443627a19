package io.plimsoll.bench.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.bench.truth.Waits.Figure;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Judges systems that are simulated, right and wrong, as long as the test over the jars has. */
class JudgementTest {

  private static final double SERVICE = 0.02;

  private static final double SECONDS = 30;

  /** Timer slack, and between a reply and the next item: of each request, exponential. */
  private static final double SLACK = 0.0001;

  private static final double GAP = 0.0003;

  /** Runs of each queue. */
  private static final int RUNS = 25;

  static List<QueueModel> models() {
    return QueueModel.all(SERVICE);
  }

  /** What is wrong with a system. */
  private record Wrong(double waits, double service, boolean newestFirst) {

    static final Wrong NOTHING = new Wrong(1, 1, false);
  }

  private static Judgement judge(
      QueueModel model, long seed, Wrong wrong, Map<Figure, Band> bands) {
    SplittableRandom random = new SplittableRandom(seed + 2);
    int count = (int) (1.5 * model.ratePerSecond() * SECONDS) + 200;
    double[] arrivals = Draws.starts(model.ratePerSecond(), seed, 0, count);
    double[] sleeps = Draws.sleeps(model, seed + 1, 0, count);
    double[] runs = Draws.exponential(random, SLACK, count);
    Arrays.setAll(runs, i -> runs[i] + wrong.service * sleeps[i]);
    double[] gaps = Draws.exponential(random, GAP, count);
    double[] busy = gaps.clone();
    Arrays.setAll(busy, i -> busy[i] + runs[i]);
    QueuePath path =
        wrong.newestFirst
            ? newestFirst(arrivals, busy)
            : QueuePath.of(arrivals, busy, model.servers());
    int done = (int) path.ofThoseGoneAt(SECONDS).count();
    double meanRun = path.firstToLeave(done).mapToDouble(i -> runs[i]).average().orElse(0);
    Waits waits = path.ofThoseGoneAt(SECONDS).times(wrong.waits);
    long started = Arrays.stream(arrivals).filter(at -> at <= SECONDS).count();
    double waited = waits.count() * waits.mean() / wrong.waits;
    double waiting = (waited + path.waitedByOthers(done, SECONDS)) / SECONDS;
    Measured measured =
        new Measured(0, 0, SECONDS, started, 0, waits, meanRun, 0.0005, 0.0001, waiting);
    int known = (int) started;
    return Judgement.of(
        model,
        measured,
        Arrays.copyOf(arrivals, known),
        Arrays.copyOf(sleeps, known),
        GAP,
        extra -> bands);
  }

  private static int refused(QueueModel model, Wrong wrong) {
    Map<Figure, Band> bands = Band.of(model, SLACK + GAP, SECONDS, 5);
    int refused = 0;
    for (int run = 0; run < RUNS; run++) {
      List<String> faults = judge(model, 1000L * run + 1, wrong, bands).faults();
      refused += faults.isEmpty() ? 0 : 1;
    }
    return refused;
  }

  @ParameterizedTest
  @MethodSource("models")
  void aRightSystemPasses(QueueModel model) {
    assertThat(refused(model, Wrong.NOTHING)).isZero();
  }

  @ParameterizedTest
  @MethodSource("models")
  void waitsThatAreToldAFifthTooLongOrTooShortAreFoundOut(QueueModel model) {
    assertThat(refused(model, new Wrong(1.2, 1, false))).isEqualTo(RUNS);
    assertThat(refused(model, new Wrong(0.8, 1, false))).isEqualTo(RUNS);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aServerThatTakesATenthTooLongOrTooShortIsFoundOut(QueueModel model) {
    assertThat(refused(model, new Wrong(1, 1.1, false))).isEqualTo(RUNS);
    assertThat(refused(model, new Wrong(1, 0.9, false))).isEqualTo(RUNS);
  }

  /** The mean is the same, whatever the order. */
  @Test
  void aQueueThatServesTheNewestFirstIsFoundOut() {
    QueueModel model = models().get(1);
    assertThat(refused(model, new Wrong(1, 1, true))).isEqualTo(RUNS);
  }

  /** One server that takes whoever came last. */
  private static QueuePath newestFirst(double[] arrivals, double[] services) {
    double[] waits = new double[arrivals.length];
    double[] departures = new double[arrivals.length];
    Deque<Integer> line = new ArrayDeque<>();
    double free = 0;
    int next = 0;
    for (int done = 0; done < arrivals.length; done++) {
      if (line.isEmpty()) {
        free = Math.max(free, arrivals[next]);
      }
      while (next < arrivals.length && arrivals[next] <= free) {
        line.push(next++);
      }
      int served = line.pop();
      waits[served] = free - arrivals[served];
      free += services[served];
      departures[served] = free;
    }
    return new QueuePath(arrivals, waits, departures);
  }
}
