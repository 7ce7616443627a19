package io.plimsoll.backend.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.backend.device.Activity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be said after {@code fakedev}. */
class FakedevPlanTest {

  private static FakedevPlan plan(String... args) {
    return FakedevPlan.of(FakedevOptions.ofRequest(List.of(args)));
  }

  @Test
  void aRequestMaySayWhatIsToBeDoneWhere() {
    FakedevPlan plan =
        plan(
            "0.5",
            "--load",
            "25",
            "--memory=1.5GiB",
            "--device",
            "/dev/dri/card1",
            "--activity",
            "50:6:30,0:0:500ms");
    assertThat(plan)
        .isEqualTo(
            new FakedevPlan(
                new SleepTime(500_000_000, false),
                25.0,
                1_610_612_736L,
                "/dev/dri/card1",
                new Activity(
                    List.of(
                        new Activity.Part(50, 6, 30_000_000_000L),
                        new Activity.Part(0, 0, 500_000_000L)),
                    1)));
    assertThat(plan()).isEqualTo(FakedevPlan.NONE);
  }

  @Test
  void whatTheCommandLineSaysCounts() {
    FakedevPlan own = plan("--load", "10", "--device", "a");
    assertThat(own.orElse(plan("0.1", "--load", "90", "--device", "b", "--memory", "7")))
        .isEqualTo(plan("0.1", "--load", "10", "--device", "a", "--memory", "7"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          soon                      | 'soon' (expected: seconds such as 0.2
          -1                        | '-1' (expected: seconds such as 0.2
          1 -x                      | Unknown option: '-x' (expected: SECONDS, --load, --memory
          1 2                       | (expected: SECONDS, --load, --memory, --activity, --device)
          1 --load 100.1            | --load: '100.1' (expected: percent, from 0 to 100)
          1 --load=-1               | --load: '-1' (expected: percent, from 0 to 100)
          1 --load NaN              | --load: 'NaN' (expected: percent
          1 --load                  | --load
          1 --memory 1GB            | --memory: '1GB' (expected: bytes such as 1048576
          1 --memory 8192.1TiB      | --memory: '8192.1TiB' (expected: at most 8192TiB)
          1 --memory=-1             | --memory: '-1' (expected: bytes
          1 --activity 1:2          | --activity: '1:2' (expected: LOAD:FLUCTUATION:SECONDS[,...]
          1 --activity 101:0:1      | --activity: '101:0:1' (expected
          1 --activity 1:101:1      | --activity: '1:101:1' (expected
          1 --activity 1:0:99ms     | --activity: '1:0:99ms' (expected
          1 --activity 1:0:1000001  | --activity: '1:0:1000001' (expected
          1 --activity 1:0:1,       | --activity: '' (expected
          1 --device-file /etc/f    | Unknown option: '--device-file' (expected: SECONDS, --load
          1 --activity-file=/etc/f  | Unknown option: '--activity-file' (expected: SECONDS, --load
          1 --seed 1                | Unknown option: '--seed' (expected: SECONDS, --load
          1 --device=               | --device: '' (expected: a name of 1 to 80 bytes
          """)
  void whatARequestMayNotSayIsRefused(String args, String expected) {
    assertThatThrownBy(() -> plan(args.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void theLimitsThemselvesAreTaken() {
    FakedevPlan plan = plan("--load", "100", "--memory", "8192TiB", "--activity", "100:100:100ms");
    assertThat(plan.memoryBytes()).isEqualTo(1L << 53);
    assertThat(plan("--load=0", "--memory=0").loadPercent()).isZero();
    String parts = "1:0:1,".repeat(63) + "1:0:1000000";
    assertThat(plan("--activity", parts).activity()).isNotNull();
    assertThatThrownBy(() -> plan("--activity", parts + ",1:0:1"))
        .hasMessage("--activity: 65 parts (expected: at most 64)");
  }

  @Test
  void sizesHaveBinaryUnits() {
    assertThat(List.of("12", "12B", "1KiB", "1.5MiB", "2GiB", "1TiB", "0.0005KiB"))
        .extracting(MemorySize::parse)
        .containsExactly(12L, 12L, 1024L, 1_572_864L, 2L << 30, 1L << 40, 0L);
  }
}
