package io.plimsoll.backend.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorSharingTest {

  private static final long SECOND = 1_000_000_000;

  /** Any time: not at the beginning of a second. */
  private static final long BEGUN = 77 * SECOND + 123_456_789;

  private static final int ME = 3;
  private static final int OTHER = 4;

  private final ProcessorSharing device = new ProcessorSharing(BEGUN);
  private long ids;

  private static DeviceRequest request(double seconds, double load) {
    return request(seconds, load, Activity.NONE);
  }

  private static DeviceRequest request(double seconds, double load, Activity activity) {
    return new DeviceRequest("card0", DeviceModel.DEFAULT, seconds * SECOND, load, 0, activity, 42);
  }

  private long arrive(int member, double seconds, double load) {
    assertThat(device.arrive(member, ++ids, request(seconds, load))).isEmpty();
    return ids;
  }

  private void at(double seconds) {
    device.advance(BEGUN + Math.round(seconds * SECOND));
  }

  /** When each request has ended, in seconds, in the order of their ends. */
  private List<Double> ends(int member) {
    return device.takeEnded(member).stream()
        .map(end -> Math.round((end.endNanos() - BEGUN) / 1e3) / 1e6)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 100, 0.5",
    "2, 100, 1",
    "7, 100, 3.5",
    "4, 25, 0.5",
    "5, 25, 0.625",
    "32, 50, 8",
    "3, 20, 0.5",
    "1, 0, 0.5",
    "1024, 100, 512"
  })
  void equalRequestsTakeTheirWorkTimesTheirLoadsWhereThatIsAboveTheDevice(
      int requests, double load, double seconds) {
    for (int i = 0; i < requests; i++) {
      arrive(ME, 0.5, load);
    }
    at(1000);
    assertThat(ends(ME)).hasSize(requests).containsOnly(seconds);
  }

  @Test
  void whatAsksForLittleIsSlowedAsMuchAsWhatAsksForMuch() {
    // 100 + 60 + 40 = 200 percent: half speed until the first ends after 2 s of 1 s of work.
    arrive(ME, 1, 100);
    arrive(ME, 1.5, 60);
    arrive(OTHER, 2, 40);
    at(10);
    assertThat(ends(ME)).containsExactly(2.0, 2.5);
    assertThat(ends(OTHER)).containsExactly(3.0);
  }

  @Test
  void whoComesInBetweenSlowsTheOthersFromThenOn() {
    // Alone for 1 s (1 of 3 done), half speed for 2 s (2 done, and 1 of the second, which ends),
    // alone again for 0.5 s (2.5 done), with a third of 80 percent at 100/180 until the end.
    arrive(ME, 3, 100);
    at(1);
    arrive(OTHER, 1, 100);
    at(3.5);
    assertThat(ends(OTHER)).containsExactly(3.0);
    arrive(OTHER, 0.1, 80);
    at(100);
    // The third ends after 0.1 x 1.8 = 0.18 s; by then 2.6 of the first are done.
    assertThat(ends(OTHER)).containsExactly(3.68);
    assertThat(ends(ME)).containsExactly(4.08);
  }

  @Test
  void whoLeavesSpeedsUpTheOthersFromThenOn() {
    arrive(ME, 2, 100);
    long withdrawn = arrive(ME, 2, 100);
    arrive(OTHER, 2, 100);
    at(3);
    device.withdraw(ME, withdrawn);
    at(4);
    device.leave(OTHER);
    // 1 done after 3 s, 1.5 after 4 s.
    at(10);
    assertThat(ends(ME)).containsExactly(4.5);
    assertThat(ends(OTHER)).isEmpty();
    assertThat(device.running()).isZero();
  }

  @Test
  void workOfNothingIsDoneAtOnce() {
    arrive(ME, 0, 100);
    assertThat(ends(ME)).containsExactly(0.0);
  }

  @Test
  void itDoesNotMatterHowOftenSomebodyLooks() {
    ProcessorSharing seldom = new ProcessorSharing(BEGUN);
    SplittableRandom random = new SplittableRandom(1);
    Activity activity =
        new Activity(
            List.of(new Activity.Part(80, 20, 1_500_000_000L), new Activity.Part(5, 5, SECOND / 2)),
            0);
    for (int i = 0; i < 20; i++) {
      DeviceRequest request =
          request(
              random.nextDouble(5), random.nextDouble(100), i % 2 == 0 ? activity : Activity.NONE);
      device.arrive(ME, ++ids, request);
      seldom.arrive(ME, ids, request);
    }
    for (double seconds = 0; seconds < 30.05; seconds += 0.013) {
      at(seconds);
    }
    at(30.05);
    seldom.advance(BEGUN + Math.round(30.05 * SECOND));

    List<ProcessorSharing.Ended> often = device.takeEnded(ME);
    List<ProcessorSharing.Ended> once = seldom.takeEnded(ME);
    assertThat(often).hasSameSizeAs(once).isNotEmpty();
    for (int i = 0; i < once.size(); i++) {
      assertThat(often.get(i).id()).isEqualTo(once.get(i).id());
      assertThat(often.get(i).endNanos()).isCloseTo(once.get(i).endNanos(), within(20L));
      assertThat(often.get(i).loadPercent()).isCloseTo(once.get(i).loadPercent(), within(1e-9));
    }
    assertThat(device.busy().total()).isCloseTo(seldom.busy().total(), within(1e-3));
    assertThat(device.busy().lastSecond()).isCloseTo(seldom.busy().lastSecond(), within(1e-9));
    assertThat(device.work()).isCloseTo(seldom.work(), within(1e-3));
  }

  @Test
  void theDeviceIsBusyForLoadTimesSecondsOfAllThatWasDone() {
    SplittableRandom random = new SplittableRandom(2);
    double done = 0;
    double mine = 0;
    double seconds = 0;
    for (int i = 0; i < 500; i++) {
      double work = random.nextDouble(2);
      double load = random.nextDouble(100);
      int member = random.nextBoolean() ? ME : OTHER;
      arrive(member, work, load);
      done += work * load / 100;
      mine += member == ME ? work * load / 100 : 0;
      seconds += random.nextDouble(1);
      at(seconds);
    }
    at(5000);
    assertThat(device.running()).isZero();
    assertThat(device.busy().total() / SECOND).isCloseTo(done, within(1e-6));
    assertThat(device.busy(ME).total() / SECOND).isCloseTo(mine, within(1e-6));
    assertThat(device.busy(OTHER).total() / SECOND).isCloseTo(done - mine, within(1e-6));
  }

  @Test
  void anActivityIsBusyForTheSumOfItsParts() {
    // Twice 40 percent for 2.5 s and 10 percent for 0.5 s of work, then its own 30 for the rest.
    Activity activity =
        new Activity(
            List.of(new Activity.Part(40, 0, 2_500_000_000L), new Activity.Part(10, 0, SECOND / 2)),
            2);
    assertThat(device.arrive(ME, ++ids, request(10, 30, activity))).isEmpty();
    at(2.4);
    assertThat(device.demandPercent()).isEqualTo(40);
    at(2.6);
    assertThat(device.demandPercent()).isEqualTo(10);
    at(3.1);
    assertThat(device.demandPercent()).isEqualTo(40);
    at(6.1);
    assertThat(device.demandPercent()).isEqualTo(30);
    at(100);
    assertThat(ends(ME)).containsExactly(10.0);
    assertThat(device.busy().total() / SECOND)
        .isCloseTo(2 * (0.4 * 2.5 + 0.1 * 0.5) + 0.3 * 4, within(1e-9));
  }

  @Test
  void aSlowedRequestGoesThroughItsActivityMoreSlowly() {
    Activity once = new Activity(List.of(new Activity.Part(100, 0, SECOND)), 1);
    assertThat(device.arrive(ME, ++ids, request(2, 0, once))).isEmpty();
    arrive(OTHER, 5, 100);
    // Half speed for 2 s, and full speed for the other, beside which the first asks for nothing.
    at(1.9);
    assertThat(device.demandPercent()).isEqualTo(200);
    at(2.1);
    assertThat(device.demandPercent()).isEqualTo(100);
    at(10);
    assertThat(ends(ME)).containsExactly(3.0);
    assertThat(ends(OTHER)).containsExactly(6.0);
  }

  @Test
  void fluctuationsAreDrawnEverySecondEvenlyAroundTheLoad() {
    Activity activity = new Activity(List.of(new Activity.Part(50, 30, 1000 * SECOND)), 0);
    assertThat(device.arrive(ME, ++ids, request(20_000, 0, activity))).isEmpty();
    List<Double> drawn = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      at(i + 0.1);
      double load = device.demandPercent();
      at(i + 0.9);
      assertThat(device.demandPercent()).isEqualTo(load);
      drawn.add(load);
    }
    assertThat(drawn).allMatch(load -> load >= 20 && load <= 80).doesNotHaveDuplicates();
    double mean = drawn.stream().mapToDouble(load -> load).average().orElseThrow();
    double squares =
        drawn.stream().mapToDouble(load -> (load - mean) * (load - mean)).average().orElseThrow();
    // Of an even distribution over 60 percent: 60 / sqrt(12) = 17.32.
    assertThat(mean).isCloseTo(50, within(0.7));
    assertThat(Math.sqrt(squares)).isCloseTo(17.32, within(0.3));
  }

  @Test
  void fluctuationsStayWithinTheDevice() {
    Activity high = new Activity(List.of(new Activity.Part(95, 50, SECOND)), 0);
    assertThat(device.arrive(ME, ++ids, request(1e6, 0, high))).isEmpty();
    int full = 0;
    for (int i = 0; i < 1000; i++) {
      at(i + 0.5);
      assertThat(device.demandPercent()).isBetween(45.0, 100.0);
      full += device.demandPercent() == 100 ? 1 : 0;
    }
    assertThat(full).isBetween(350, 550);
  }

  @Test
  void theMeanResponseTimeOfPoissonArrivalsIsThatOfTheTheory() {
    // M/M/1 with processor sharing, as M/G/1: mean work / (1 - utilization), Kleinrock 1967.
    SplittableRandom random = new SplittableRandom(3);
    double utilization = 0.7;
    double mean = 0.1;
    double seconds = 0;
    List<Long> arrivals = new ArrayList<>();
    double responses = 0;
    int warmUp = 2_000;
    int counted = 200_000;
    int ended = 0;
    while (ended < warmUp + counted) {
      seconds += -Math.log1p(-random.nextDouble()) * mean / utilization;
      at(seconds);
      for (ProcessorSharing.Ended end : device.takeEnded(ME)) {
        if (end.id() > warmUp) {
          responses += (end.endNanos() - arrivals.get((int) end.id() - 1)) / 1e9;
        }
        ended++;
      }
      arrivals.add(device.nowNanos());
      arrive(ME, -Math.log1p(-random.nextDouble()) * mean, 100);
    }
    assertThat(responses / counted).isCloseTo(mean / (1 - utilization), within(0.02));
    assertThat(device.busy().total() / SECOND / seconds).isCloseTo(utilization, within(0.01));
  }

  @Test
  void theLoadIsTheMeanOverTheLastFullSecondWheneverItIsRead() {
    // BEGUN is 0.1235 into its second. Loads from there: 1 s of 50 percent of one, then nothing.
    arrive(ME, 1, 50);
    at(0.5);
    assertThat(device.busy().lastSecond()).isZero();
    at(0.9);
    double first = 0.5 * (1 - 0.123456789);
    assertThat(device.busy().lastSecond()).isCloseTo(first, within(1e-9));
    at(1.8);
    assertThat(device.busy().lastSecond()).isCloseTo(first, within(1e-9));
    at(1.9);
    assertThat(device.busy().lastSecond()).isCloseTo(0.5 - first, within(1e-9));
    at(2.9);
    assertThat(device.busy().lastSecond()).isZero();
  }

  @Test
  void ownLoadsAddUpToThatOfTheDevice() {
    arrive(ME, 100, 90);
    arrive(OTHER, 100, 60);
    at(10);
    assertThat(device.busy().lastSecond()).isCloseTo(1, within(1e-9));
    assertThat(device.busy(ME).lastSecond()).isCloseTo(0.6, within(1e-9));
    assertThat(device.busy(OTHER).lastSecond()).isCloseTo(0.4, within(1e-9));
  }

  @Test
  void whoseEndComesNextIsKnownInAdvance() {
    arrive(OTHER, 0.5, 100);
    arrive(ME, 1, 100);
    assertThat(device.nextEnd(ME, 10 * SECOND)).hasValue(1_500_000_000);
    assertThat(device.nextEnd(OTHER, 10 * SECOND)).hasValue(1_000_000_000);
    assertThat(device.nextEnd(ME, SECOND)).isEmpty();
    assertThat(device.nextEnd(9, 10 * SECOND)).isEmpty();
    assertThat(device.running()).isEqualTo(2);
  }

  private DeviceRequest holding(long bytes, double maxBytes) {
    DeviceModel usual = DeviceModel.DEFAULT;
    DeviceModel model =
        new DeviceModel(
            usual.labels(),
            usual.frequencyMhz(),
            new MetricRange(100, maxBytes),
            usual.powerWatts(),
            usual.temperatureCelsius());
    return new DeviceRequest("card0", model, SECOND, 10, bytes, Activity.NONE, 1);
  }

  @Test
  void memoryThatDoesNotFitIsRefusedAndFreeAgainAtTheEnd() {
    assertThat(device.arrive(ME, ++ids, holding(600, 1100))).isEmpty();
    assertThat(device.arrive(OTHER, ++ids, holding(401, 1100)))
        .isEqualTo("--memory 401 (expected: at most 400 bytes, which are free of 1000)");
    assertThat(device.arrive(OTHER, ++ids, holding(400, 1100))).isEmpty();
    assertThat(device.memoryBytes()).isEqualTo(1000);
    assertThat(device.memoryBytes(OTHER)).isEqualTo(400);
    at(1);
    assertThat(device.memoryBytes()).isZero();
    assertThat(device.takeEnded(ME)).allMatch(end -> end.memoryBytes() == 1000);
    assertThat(device.arrive(ME, ++ids, holding(1001, 1100)))
        .isEqualTo("--memory 1001 (expected: at most 1000 bytes, which are free of 1000)");
  }

  @Test
  void theDeviceIsWhatTheFileOfWhoeverIsThereSays() {
    assertThat(device.arrive(ME, ++ids, holding(1, 1100))).isEmpty();
    assertThat(device.arrive(OTHER, ++ids, holding(1, 2100)))
        .isEqualTo(
            "memory of 2000 bytes by the device file (expected: 1000, as what runs there has it)");
    at(1);
    assertThat(device.arrive(OTHER, ++ids, holding(2000, 2100))).isEmpty();
  }

  @Test
  void oneRequestTooManyIsRefused() {
    for (int i = 0; i < ProcessorSharing.MAX_SHARES; i++) {
      arrive(ME, 1, 1);
    }
    assertThat(device.arrive(OTHER, ++ids, request(1, 1)))
        .isEqualTo("one request more (expected: at most 1024 at the same time)");
    device.withdraw(ME, 1);
    arrive(OTHER, 1, 1);
  }

  @Test
  void timeThatGoesBackChangesNothing() {
    arrive(ME, 1, 100);
    at(0.5);
    at(0.2);
    assertThat(device.nowNanos()).isEqualTo(BEGUN + SECOND / 2);
    at(1);
    assertThat(ends(ME)).containsExactly(1.0);
  }

  @Test
  void theLargestStateFitsItsFileAndComesBackAsItWas() {
    List<Activity.Part> parts = new ArrayList<>();
    for (int i = 0; i < Activity.MAX_PARTS; i++) {
      parts.add(new Activity.Part(i, 1, SECOND + i));
    }
    for (int i = 0; i < ProcessorSharing.MAX_SHARES; i++) {
      int member = i % DeviceTable.MAX_MEMBERS;
      Activity activity = new Activity(parts, 3);
      device.arrive(member, ++ids, request(1 + 0.01 * i, 0.1, activity));
    }
    at(50);
    assertThat(device.members()).hasSize(DeviceTable.MAX_MEMBERS);
    assertThat(device.ended()).isNotEmpty();
    assertThat(device.shares()).isNotEmpty();
    byte[] kept = bytes(device);

    ProcessorSharing back = StateCodec.read(ByteBuffer.wrap(kept));

    assertThat(bytes(back)).isEqualTo(kept);
    back.advance(BEGUN + 200 * SECOND);
    at(200);
    assertThat(bytes(back)).isEqualTo(bytes(device)).isNotEqualTo(kept);
  }

  private static byte[] bytes(ProcessorSharing state) {
    ByteBuffer bytes = ByteBuffer.allocate(StateCodec.MAX_BYTES);
    StateCodec.write(state, bytes);
    assertThat(bytes.position()).isLessThanOrEqualTo(StateCodec.size(state));
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
