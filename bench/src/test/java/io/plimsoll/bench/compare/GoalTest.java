package io.plimsoll.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoalTest {

  private static final long SECOND = 1_000_000_000;

  private final Results results = new Results();

  @Test
  void aRatioIsOneOfMediansAndIsJudged() {
    rates(Contender.SESSION, Shape.FOUR, 300, 100, 200);
    rates(Contender.GEARMAN, Shape.FOUR, 90, 100, 500);
    assertThat(new Report(results).text())
        .containsPattern(
            "4x16: jobs per second, session / gearman +\\| at least 2.00 \\| +2.00 \\| +met \\|");

    rates(Contender.GEARMAN, Shape.FOUR, 102, 102);
    assertThat(new Report(results).text())
        .containsPattern("session / gearman +\\| at least 2.00 \\| +1.96 \\| +NOT MET \\|");
  }

  @Test
  void processorTimeIsToBeLowNotHigh() {
    results.add(Contender.NATS, Shape.FOUR, new Figures(1000, SECOND, 1, 1, 1, 10));
    results.add(Contender.SESSION, Shape.FOUR, new Figures(1000, SECOND, 1, 1, 1, 15));
    assertThat(new Report(results).text())
        .containsPattern("time per job, session / nats +\\| +at most 1.50 \\| +1.50 \\| +met \\|");
    results.add(Contender.SESSION, Shape.FOUR, new Figures(1000, SECOND, 1, 1, 1, 17));
    assertThat(new Report(results).text())
        .containsPattern(
            "time per job, session / nats +\\| +at most 1.50 \\| +1.60 \\| +NOT MET \\|");
  }

  @Test
  void figuresOfItsOwnAreJudgedWithoutAPeer() {
    rates(Contender.CLASSIC, Shape.FOUR, 4999);
    results.add(Contender.CLASSIC, Shape.ONE, new Figures(1, SECOND, 400_000, 0, 0, 0));
    assertThat(new Report(results).text())
        .containsPattern(
            "4x16: jobs per second, classic +\\| at least 5,000 \\| +4,999 \\| NOT MET")
        .containsPattern("1x1: p50 in ms, classic +\\| +at most 0.40 \\| +0.40 \\| +met");
  }

  @Test
  void whatWasNotMeasuredIsNotJudged() {
    rates(Contender.SESSION, Shape.FOUR, 100);
    assertThat(new Report(results).text()).doesNotContain("goals", "16x64");
    assertThat(new Report(new Results()).text()).isEmpty();
  }

  @Test
  void tablesHaveMedianLeastAndMost() {
    rates(Contender.HUB, Shape.ONE, 3000, 1000, 2100, 2000);
    assertThat(new Report(results).text())
        .contains("\n1x1\n")
        .containsPattern("\\| bare Netty hub +\\| +2,050 \\(1,000, 3,000\\) \\|");
  }

  private void rates(Contender system, Shape shape, long... jobsPerSecond) {
    for (long jobs : jobsPerSecond) {
      results.add(system, shape, new Figures(jobs, SECOND, 1, 1, 1, 1));
    }
  }
}
