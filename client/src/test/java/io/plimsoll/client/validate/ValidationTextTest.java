package io.plimsoll.client.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.client.validate.Growth.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidationTextTest {

  @Test
  void aFleetThatScales() {
    assertThat(ValidationText.of(SampleReports.passed()))
        .isEqualTo(
            """
            local: sleep 0.5

            replicas  parallel  throughput/s         95 % interval  per replica  succeeded   failed  rounds
                   1         1         1.995        1.990 to 2.000        1.995         60        0       3
                   2         2         3.985        3.970 to 4.000        1.992        120        0       3
                   4         4         7.600        7.400 to 7.800        1.900        240        0       3

                      growth   wanted    ratio     95 % interval  verdict
                      1 -> 2      1.9    1.998    1.980 to 2.015  passed
                      2 -> 4      1.9    1.907    1.850 to 1.960  passed, closely

            Replies with ... replicas          1       2       4  failed
            node-1                            60     120     240       0

            Knee: none up to 4 replicas
            Universal Scalability Law: 1.997/s from one replica (1.980 to 2.010), contention 0.01230 (0 to 0.03100), coherency 0 (0 to 0.002000)
                throughput never falls
                it fits: off by 0.4 % (root mean square), most with 4 replicas: -0.6 %
            PASS: each doubling of the fleet brought 1.9 times the throughput or more; it was close at 2 -> 4
            """);
  }

  @Test
  void aFleetThatDoesNot() {
    assertThat(ValidationText.of(SampleReports.failed("gpu\u0007 <b>\n0")))
        .isEqualTo(
            """
            gpu  <b> 0

            replicas  parallel  throughput/s         95 % interval  per replica  succeeded   failed  rounds
                   1         1         2.000        1.990 to 2.010        2.000         60        0       3
                   2         2         4.000        3.980 to 4.020        2.000        120        0       3
                   4         4         4.010        4.000 to 4.020        1.002        239        1       3

                      growth   wanted    ratio     95 % interval  verdict
                      1 -> 2      1.9    2.000    1.980 to 2.020  passed
                      2 -> 4      1.9    1.002    1.000 to 1.005  FAILED

            Replies with ... replicas          1       2       4  failed
            gpu  <b> 0                        60     120     240       1
              gpu  <b> 0                      60     120     240

            Errors
                    1  gpu  <b> 0

            Knee: 2 replicas, the last size up to which throughput grew as wanted
            Universal Scalability Law: 2.400/s from one replica (1.100 to 3.700), contention 0.3100 (0 to 0.9000), coherency 0.02000 (0 to 0.5000)
                throughput is highest with 5 replicas
                it does not fit: off by 12.4 % (root mean square), most with 2 replicas: +15.3 %. Go by the knee: a plateau, as of a shared device, is not of this form
            FAIL: 2 -> 4: 1.002 times the throughput (expected: at least 1.9); gpu  <b> 0
            FAIL: 1 request failed, the first with 4 replicas
            """);
  }

  @Test
  void aRunThatBrokeOffShowsWhatItHas() {
    assertThat(ValidationText.of(SampleReports.brokenOff("frontend gone")))
        .isEqualTo(
            """
            local: sleep 0.5

            replicas  parallel  throughput/s         95 % interval  per replica  succeeded   failed  rounds
                   1         1         2.000                     -        2.000         20        0       1

            Replies with ... replicas          1  failed
            node-1                            20       0

            FAIL: broken off: frontend gone
            """);
  }

  @Test
  void aRunThatNeverBegan() {
    assertThat(ValidationText.of(SampleReports.empty("no backend")))
        .isEqualTo("local: sleep 0.5\n\nFAIL: broken off: no backend\n");
  }

  @Test
  void rowsFitTheHeaderAsTheyCome() {
    Step step = SampleReports.step(1024, 123_456.7, 120_000, 126_000, 7, "n", "e");
    String row = ValidationText.row(step);
    assertThat(row).doesNotContain("\n").hasSameSizeAs(ValidationText.header());
    assertThat(row).contains("   1024  ", " 123457 ", " 120000 to 126000 ", "  120.6 ");
  }

  @Test
  void growthThatIsNotKnownIsADash() {
    double unknown = Double.NaN;
    Growth growth =
        new Growth(1, 2, 1.9, new Interval(unknown, unknown, unknown), Outcome.FAILED, "no reply");
    ValidationReport report =
        SampleReports.report(
            "t",
            List.of(SampleReports.step(1, 0, unknown, unknown, 20, "n", "e")),
            List.of(growth),
            1,
            null,
            "",
            false);
    assertThat(ValidationText.of(report))
        .contains("          1 -> 2      1.9        -                 -  FAILED\n")
        .contains("FAIL: 1 -> 2: - times the throughput (expected: at least 1.9); no reply\n")
        .contains("FAIL: 20 requests failed, the first with 1 replica\n");
  }

  @Test
  void manyPlacesAndErrorsAreCutAndSaySo() {
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      steps.add(SampleReports.step(i, 1, 1, 1, 1, "node-" + i, "e" + i));
    }
    String text =
        ValidationText.of(SampleReports.report("t", steps, List.of(), 1, null, "", false));
    assertThat(text.lines().filter(line -> line.startsWith("node-"))).hasSize(10);
    assertThat(text)
        .contains(
            "\n... and 40 more, which a report has\n", "\n... and 20 more, which a report has\n");
  }

  @Test
  void whatWasMeasuredHasFourDigits() {
    assertThat(Digits.of(1.99951)).isEqualTo("2.000");
    assertThat(Digits.of(0.00123456)).isEqualTo("0.001235");
    assertThat(Digits.of(99.96)).isEqualTo("99.96");
    assertThat(Digits.of(12345.6)).isEqualTo("12346");
    assertThat(Digits.of(-0.153)).isEqualTo("-0.1530");
    assertThat(Digits.of(0)).isEqualTo("0");
    assertThat(Digits.of(-0.0)).isEqualTo("0");
    assertThat(Digits.of(1e-9)).isEqualTo("0");
    assertThat(Digits.of(Double.POSITIVE_INFINITY)).isEqualTo("-");
  }

  @Test
  void whatWasSetHasNoZerosAtItsEnd() {
    assertThat(Digits.wanted(1.9)).isEqualTo("1.9");
    assertThat(Digits.wanted(2)).isEqualTo("2");
    assertThat(Digits.wanted(Math.pow(1.9, 0.585))).isEqualTo("1.4557");
  }
}
