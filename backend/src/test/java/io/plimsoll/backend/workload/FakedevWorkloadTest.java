package io.plimsoll.backend.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.plimsoll.backend.device.DeviceReading;
import io.plimsoll.backend.device.Devices;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakedevWorkloadTest {

  private static final long SECONDS_AT_MOST = 60;

  private final EventExecutor loop = new DefaultEventExecutor();
  @TempDir private Path folder;
  private Devices devices = new Devices(Path.of(""));

  @BeforeEach
  void open() {
    devices = new Devices(folder.resolve("devices"));
  }

  @AfterEach
  void close() {
    devices.close();
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }

  private Workload fakedev(String... commandLine) {
    return WorkloadCatalog.find(
        "fakedev",
        new WorkloadContext(
            loop, List.of(commandLine), Path.of("."), false, false, false, "", "", devices));
  }

  /** A run, and what comes of it. */
  private record Started(Run run, CompletableFuture<Outcome> outcome) {

    Outcome await() throws Exception {
      return outcome.get(SECONDS_AT_MOST, TimeUnit.SECONDS);
    }
  }

  private Started start(Workload workload, Order order) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Run run =
        loop.submit(() -> workload.start(order, outcome::complete)).syncUninterruptibly().getNow();
    return new Started(run, outcome);
  }

  private Started start(Workload workload, double limitSeconds, String... args) {
    return start(workload, new Order(List.of(args), (long) (limitSeconds * 1e9)));
  }

  private Outcome outcome(Workload workload, String... args) throws Exception {
    return start(workload, 0, args).await();
  }

  @Test
  void aRunIsReportedWithItsDeviceTheLoadThereAndTheMemory() throws Exception {
    Outcome outcome =
        outcome(fakedev("50ms", "--load", "30"), "50ms", "--load", "30", "--memory=1KiB");
    assertThat(outcome.error()).isEmpty();
    assertThat(outcome.retcode()).isZero();
    assertThat(outcome.device()).isEqualTo("card0");
    assertThat(outcome.runNanos()).isGreaterThanOrEqualTo(50_000_000);
    assertThat(String.valueOf(outcome.result()))
        .isEqualTo("{\"device\":\"card0\",\"loadPercent\":30.0,\"memoryBytes\":1024}");
  }

  @Test
  void theDeviceIsTheOptionsElseTheSlotsElseTheFirstCard() throws Exception {
    Workload workload = fakedev();
    assertThat(start(workload, new Order(List.of("0"), 0, 0, 0, "/dev/x")).await().device())
        .isEqualTo("/dev/x");
    assertThat(
            start(workload, new Order(List.of("0", "--device", "y"), 0, 0, 0, "/dev/x"))
                .await()
                .device())
        .isEqualTo("y");
    assertThat(outcome(workload, "0").device()).isEqualTo("card0");
    assertThat(devices.readings())
        .extracting(DeviceReading::name)
        .containsExactly("/dev/x", "card0", "y");
    try (var files = Files.list(folder.resolve("devices"))) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrder("%2Fdev%2Fx.device", "card0.device", "y.device");
    }
  }

  @Test
  void theCommandLineMayNameTheSlotsDevice() throws Exception {
    Workload workload = fakedev("0", "--device", "sim-FILENAME");
    Order order = new Order(List.of("0", "--device", "sim-/dev/x"), 0, 0, 0, "/dev/x");
    assertThat(start(workload, order).await().device()).isEqualTo("sim-/dev/x");
  }

  @Test
  void whoRunsTogetherSlowsEachOther() throws Exception {
    Workload workload = fakedev("300ms");
    List<Started> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(start(workload, 0, "300ms"));
    }
    long longest = 0;
    for (Started one : all) {
      longest = Math.max(longest, one.await().runNanos());
    }
    // The last to end is so after all the work is done, however busy the machine.
    assertThat(longest).isGreaterThanOrEqualTo(1_190_000_000L);
    DeviceReading reading = devices.readings().get(0);
    assertThat(reading.busySeconds()).isBetween(1.19999, 1.20001);
    assertThat(reading.ownBusySeconds()).isBetween(1.19999, 1.20001);
    assertThat(reading.running()).isZero();
    assertThat(reading.exporter()).isTrue();
  }

  @Test
  void whatDoesNotFitFailsAtOnceAndNamesTheDevice() throws Exception {
    Workload workload = fakedev();
    Started holder = start(workload, 0, "3600", "--memory", "3GiB", "--device", "gpu");
    Outcome refused = outcome(workload, "3600", "--memory", "1GiB", "--device", "gpu");
    assertThat(refused.error())
        .isEqualTo(
            "fakedev: device gpu: --memory 1073741824 (expected: at most 785383424 bytes, which are"
                + " free of 4006608896)");
    assertThat(refused.device()).isEqualTo("gpu");
    assertThat(refused.retcode()).isOne();
    stop(holder, "told to");
    assertThat(holder.await().error()).isEqualTo("told to");
    assertThat(outcome(workload, "0", "--memory", "1GiB", "--device", "gpu").error()).isEmpty();
  }

  private void stop(Started started, String why) {
    loop.submit(() -> started.run().stop(why)).syncUninterruptibly();
  }

  @Test
  void aRunThatIsStoppedOrAtItsLimitIsReportedOnceAndLeavesTheDevice() throws Exception {
    Workload workload = fakedev();
    Started stopped = start(workload, 0, "3600", "--memory", "1GiB");
    stop(stopped, "the client has gone");
    stop(stopped, "again");
    assertThat(stopped.await().error()).isEqualTo("the client has gone");

    Outcome late = start(workload, 0.05, "3600", "--memory", "1GiB").await();
    assertThat(late.retcode()).isEqualTo(Outcome.TIMEOUT_RETCODE);
    assertThat(late.timeoutSeconds()).isEqualTo(0.05);
    assertThat(late.device()).isEqualTo("card0");

    assertThat(outcome(workload, "0", "--memory", "3.7GiB").error()).isEmpty();
    assertThat(devices.readings().get(0).running()).isZero();
  }

  @Test
  void aBadRequestIsRefusedWithAnError() {
    Workload workload = fakedev();
    for (String args : List.of("", "soon", "1 --device-file /etc/passwd", "1 --load 101")) {
      assertThatThrownBy(() -> start(workload, 0, args.isEmpty() ? new String[0] : args.split(" ")))
          .hasMessageStartingWith("fakedev: ")
          .hasMessageContaining("(expected: ");
    }
  }

  @Test
  void badUsageIsToldAtTheStart() throws IOException {
    Path activity = Files.writeString(folder.resolve("a.json"), "{\"Profile\": 3}");
    for (String args :
        List.of(
            "soon",
            "1 --nosuch",
            "1 --load 101",
            "1 --device-file /nosuch",
            "1 --activity-file " + activity,
            "1 --activity 1:1:1 --activity-file " + activity,
            "1 --seed x")) {
      assertThatThrownBy(() -> fakedev(args.split(" ")))
          .isInstanceOfSatisfying(
              CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
          .hasMessageStartingWith("fakedev: ");
    }
  }

  @Test
  void anotherModelOfADeviceThatIsInUseIsRefused() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("d.json"), "{\"MetricLimits\":{\"memory\":{\"Min\":0,\"Max\":1000}}}");
    Started holder = start(fakedev(), 0, "3600");
    Workload other =
        WorkloadCatalog.find(
            "fakedev",
            new WorkloadContext(
                loop,
                List.of("--device-file", file.toString()),
                Path.of("."),
                false,
                false,
                false,
                "",
                "",
                devices));
    assertThat(outcome(other, "--device-file", file.toString(), "0").error())
        .isEqualTo(
            "fakedev: device card0: memory of 1000 bytes by the device file (expected: 4006608896,"
                + " as what runs there has it)");
    stop(holder, "enough");
    holder.await();
    assertThat(outcome(other, "--device-file", file.toString(), "0").error()).isEmpty();
  }
}
