package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A minute of {@code bench/soak}, which says what it checks. */
@Tag("long")
@Tag("alone")
class SoakIT {

  private static final double MINUTES = 1;

  /** With the time to start, to let stuck items come back, and to collect, on a busy machine. */
  private static final double SECONDS_AT_MOST = 500;

  @Test
  void afterAMinuteOfEverythingThatGoesWrongTheBooksBalanceAndNothingHasLeaked() {
    try (Jar soak =
        Jar.startClass(
            Jar.root().resolve("bench/target/bench.jar"),
            "io.plimsoll.bench.soak.SoakMain",
            List.of(
                "--minutes",
                Double.toString(MINUTES),
                "--frontend",
                Jar.file("frontend").toString(),
                "--java",
                Jar.java()))) {
      Jar.Ended ended = soak.ended(SECONDS_AT_MOST);

      assertThat(ended.exitCode()).as("%s%n%s", ended.stdout(), ended.stderr()).isZero();
      assertThat(ended.stdout()).contains("the books balance");
    }
  }
}
