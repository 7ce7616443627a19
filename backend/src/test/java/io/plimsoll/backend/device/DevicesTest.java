package io.plimsoll.backend.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicesTest {

  private static final long SECONDS_AT_MOST = 60;
  private static final double HOUR = 3.6e12;

  @TempDir private Path folder;
  private Path directory = Path.of("");
  private Devices devices = new Devices(Path.of(""));

  @BeforeEach
  void open() {
    directory = folder.resolve("below").resolve("devices");
    devices = new Devices(directory);
    devices.open();
  }

  @AfterEach
  void close() {
    devices.close();
  }

  private static DeviceRequest request(String device, double nanos) {
    return new DeviceRequest(device, DeviceModel.DEFAULT, nanos, 100, 10, Activity.NONE, 1);
  }

  private static DeviceEnd end(Devices devices, DeviceRequest request) throws Exception {
    return begin(devices, request).get(SECONDS_AT_MOST, TimeUnit.SECONDS);
  }

  private static CompletableFuture<DeviceEnd> begin(Devices devices, DeviceRequest request) {
    CompletableFuture<DeviceEnd> end = new CompletableFuture<>();
    devices.begin(request, end::complete);
    return end;
  }

  /** Begins something that runs on, once it runs. */
  private CompletableFuture<DeviceEnd> hold(String device) throws Exception {
    CompletableFuture<DeviceEnd> end = begin(devices, request(device, HOUR));
    // One after the other on one thread: when this is done, that has begun.
    assertThat(end(devices, request(device, 0))).isInstanceOf(DeviceEnd.Done.class);
    assertThat(end).isNotDone();
    return end;
  }

  @Test
  void theDirectoryIsForItsOwnerOnly() throws IOException {
    for (Path made : new Path[] {directory, directory.resolveSibling("")}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void aDirectoryThatCannotBeUsedIsToldAtTheStart() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> new Devices(file).open())
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage("--device-dir: " + file + " (expected: a directory)");
    Path below = file.resolve("below");
    assertThatThrownBy(() -> new Devices(below).open())
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
        .hasMessageStartingWith("--device-dir: " + below)
        .hasMessageEndingWith("(expected: a directory that this user may write to)");
  }

  @Test
  void oneDeviceTooManyIsRefused() throws Exception {
    for (int i = 0; i < 64; i++) {
      assertThat(end(devices, request("d" + i, 0))).isInstanceOf(DeviceEnd.Done.class);
    }
    assertThat(end(devices, request("other", 0)))
        .isEqualTo(
            new DeviceEnd.Failed(
                "device other: one more (expected: one of the 64 that this backend has used)"));
    assertThat(end(devices, request("d63", 0))).isInstanceOf(DeviceEnd.Done.class);
    assertThat(devices.readings()).hasSize(64);
  }

  @Test
  void twoBackendsOfOneProcessCannotShareADevice() throws Exception {
    hold("card0");
    try (Devices second = new Devices(directory)) {
      second.open();
      assertThat(end(second, request("card0", 0)))
          .isEqualTo(
              new DeviceEnd.Failed(
                  "device card0: "
                      + directory.resolve("card0.device")
                      + " is in use by this very process"));
    }
    assertThat(devices.readings().get(0).running()).isOne();
  }

  @Test
  void aFileOfSomebodyElseIsAnErrorOfTheRequestAndNotTheEnd() throws Exception {
    Path file = Files.writeString(directory.resolve("card0.device"), "something of somebody else");
    assertThat(end(devices, request("card0", 0)))
        .isEqualTo(
            new DeviceEnd.Failed(
                "device card0: not the file of a simulated device, or one of another version"));
    assertThat(file).hasContent("something of somebody else");
    Files.delete(file);
    assertThat(end(devices, request("card0", 0))).isInstanceOf(DeviceEnd.Done.class);
  }

  @Test
  void aStateThatIsLostIsAnErrorOfWhatRan() throws Exception {
    CompletableFuture<DeviceEnd> held = hold("card0");
    // Without opening it, which would lose this process its locks.
    assertThat(
            new ProcessBuilder("truncate", "-s", "0", directory + "/card0.device")
                .start()
                .waitFor())
        .isZero();
    assertThat(held.get(SECONDS_AT_MOST, TimeUnit.SECONDS))
        .isEqualTo(new DeviceEnd.Failed("device card0: its state was lost"));
    assertThat(end(devices, request("card0", 0))).isInstanceOf(DeviceEnd.Done.class);
  }

  @Test
  void aFileThatWasClearedAwayIsMadeAnew() throws Exception {
    assertThat(end(devices, request("card0", 0))).isInstanceOf(DeviceEnd.Done.class);
    Files.delete(directory.resolve("card0.device"));
    assertThat(end(devices, request("card0", 0))).isInstanceOf(DeviceEnd.Done.class);
    assertThat(directory.resolve("card0.device")).exists();
  }

  @Test
  void whoLeavesTakesWhatRanAlong() throws Exception {
    hold("card0");
    devices.close();
    try (Devices second = new Devices(directory)) {
      second.open();
      assertThat(end(second, request("card0", 0))).isEqualTo(new DeviceEnd.Done(100, 10));
      DeviceReading reading = second.readings().get(0);
      assertThat(reading.running()).isZero();
      assertThat(reading.busySeconds()).isGreaterThan(0);
      assertThat(reading.ownBusySeconds()).isZero();
    }
  }
}
