package io.plimsoll.client.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.client.autoscale.HpaMetric.Source;
import io.plimsoll.client.autoscale.HpaMetric.TargetType;
import io.plimsoll.client.autoscale.HpaSpec.HpaBehavior;
import io.plimsoll.client.autoscale.ScalingRules.ScalingPolicy;
import io.plimsoll.client.autoscale.ScalingRules.SelectPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of any autoscaler and any course of its metrics. */
class HpaPropertiesTest {

  private static final int RUNS = 300;
  private static final int SYNCS = 60;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyRunKeepsTheRules(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] moves = new int[3];
    for (int run = 0; run < RUNS; run++) {
      HpaSpec spec = spec(random);
      int current = between(random, spec.minReplicas(), spec.maxReplicas());
      HpaState state = HpaState.NONE;
      long now = 0;
      for (int sync = 0; sync < SYNCS; sync++) {
        now += HpaController.NANOS * between(random, 1, 30);
        int ready = between(random, 0, current);
        List<MetricReading> readings = readings(random, spec);
        HpaDecision decision = HpaController.decide(spec, state, now, current, ready, readings);
        check(spec, current, decision);
        moves[1 + Integer.signum(decision.desired() - current)]++;
        more(random, spec, state, now, current, ready, readings, decision);
        state = decision.state();
        current = decision.desired();
      }
    }
    assertThat(Arrays.stream(moves).min().orElse(0)).as("down, same, up").isGreaterThan(100);
  }

  private static void check(HpaSpec spec, int current, HpaDecision decision) {
    int desired = decision.desired();
    if (current == 0 && spec.minReplicas() > 0) {
      assertThat(desired).isZero();
      return;
    }
    assertThat(desired).isBetween(spec.minReplicas(), spec.maxReplicas());
    if (spec.behavior() != null) {
      // Windows and policies hold back, and never go past what the metrics ask for.
      int asked =
          Math.max(spec.minReplicas(), Math.min(decision.recommended(), spec.maxReplicas()));
      assertThat(desired).isBetween(Math.min(current, asked), Math.max(current, asked));
    }
    if (decision.proposals().stream().anyMatch(proposal -> proposal.replicas() == null)) {
      assertThat(desired).as("a metric is missing").isGreaterThanOrEqualTo(current);
    }
    HpaBehavior behavior = spec.behavior();
    if (behavior != null && behavior.up().select() == SelectPolicy.DISABLED) {
      assertThat(desired).isLessThanOrEqualTo(current);
    }
    if (behavior != null && behavior.down().select() == SelectPolicy.DISABLED) {
      assertThat(desired).isGreaterThanOrEqualTo(current);
    }
  }

  /** A larger metric never asks for fewer replicas. */
  private static void more(
      SplittableRandom random,
      HpaSpec spec,
      HpaState state,
      long now,
      int current,
      int ready,
      List<MetricReading> readings,
      HpaDecision decision) {
    boolean downwards = spec.metrics().stream().anyMatch(m -> m.targetType() == TargetType.VALUE);
    if (downwards && ready < current) {
      return; // On target a Value keeps all replicas, above it counts those that are ready.
    }
    List<MetricReading> larger = new ArrayList<>(readings);
    int which = random.nextInt(readings.size());
    Long milli = readings.get(which).milli();
    if (milli != null) {
      larger.set(which, new MetricReading(milli + random.nextLong(20_000), ""));
      assertThat(HpaController.decide(spec, state, now, current, ready, larger).desired())
          .isGreaterThanOrEqualTo(decision.desired());
    }
  }

  private static List<MetricReading> readings(SplittableRandom random, HpaSpec spec) {
    List<MetricReading> readings = new ArrayList<>();
    for (HpaMetric metric : spec.metrics()) {
      double most = 2.0 * metric.target() * (metric.targetType() == TargetType.VALUE ? 1 : 20);
      readings.add(
          random.nextInt(10) == 0
              ? MetricReading.missing("gone")
              : MetricReading.of(random.nextDouble() * most));
    }
    return readings;
  }

  private static HpaSpec spec(SplittableRandom random) {
    int min = between(random, 0, 5);
    List<HpaMetric> metrics = new ArrayList<>();
    for (int i = between(random, 1, 3); i > 0; i--) {
      metrics.add(
          new HpaMetric(
              Source.EXTERNAL,
              QueueMetric.WAITING,
              "sleep",
              random.nextBoolean() ? TargetType.VALUE : TargetType.AVERAGE_VALUE,
              between(random, 1, 20_000)));
    }
    return Hpa.spec(
        min, min + between(random, 1, 40), behavior(random), metrics.toArray(HpaMetric[]::new));
  }

  private static @Nullable HpaBehavior behavior(SplittableRandom random) {
    return random.nextInt(4) == 0 ? null : new HpaBehavior(rules(random), rules(random));
  }

  private static ScalingRules rules(SplittableRandom random) {
    List<ScalingPolicy> policies = new ArrayList<>();
    for (int i = between(random, 1, 3); i > 0; i--) {
      policies.add(
          random.nextBoolean()
              ? Hpa.pods(between(random, 1, 8), between(random, 1, 60))
              : Hpa.percent(between(random, 1, 150), between(random, 1, 60)));
    }
    int select = random.nextInt(8);
    return new ScalingRules(
        random.nextBoolean() ? 0 : between(random, 0, 120),
        select == 0 ? SelectPolicy.DISABLED : select < 3 ? SelectPolicy.MIN : SelectPolicy.MAX,
        policies,
        random.nextDouble() * 0.3);
  }

  private static int between(SplittableRandom random, int least, int most) {
    return random.nextInt(least, most + 1);
  }
}
