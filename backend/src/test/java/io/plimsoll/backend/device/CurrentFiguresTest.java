package io.plimsoll.backend.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrentFiguresTest {

  private static final long SECOND = 1_000_000_000;

  private static final Offset<Double> ROUNDING = Offset.offset(1e-9);

  @TempDir Path directory;

  private final AtomicLong clock = new AtomicLong(1000 * SECOND);

  private static DeviceReading only(DeviceFigures devices) throws Exception {
    List<DeviceReading> readings =
        devices.current().toCompletableFuture().get(30, TimeUnit.SECONDS);
    assertThat(readings).hasSize(1);
    return readings.get(0);
  }

  private static DeviceRequest request(double seconds, double loadPercent) {
    return new DeviceRequest(
        "card0", DeviceModel.DEFAULT, seconds * SECOND, loadPercent, 0, Activity.NONE, 0);
  }

  @Test
  void whoeverScrapesSeesTheWorkDoneUpToThatMoment() throws Exception {
    try (Devices devices = new Devices(directory, clock::get)) {
      devices.open();
      devices.begin(request(1000, 50), end -> {});
      for (int millis : new int[] {1, 40, 700, 1000, 12_345}) {
        double before = only(devices).busySeconds();
        clock.addAndGet(millis * SECOND / 1000);
        assertThat(only(devices).busySeconds() - before).isCloseTo(0.5 * millis / 1000, ROUNDING);
        assertThat(only(devices).ownBusySeconds()).isCloseTo(only(devices).busySeconds(), ROUNDING);
      }
      assertThat(only(devices).energyJoules()).isCloseTo(14.086 * (3 + 32 * 0.5), ROUNDING);
    }
  }

  @Test
  void whatEndedMeanwhileIsNotCountedOn() throws Exception {
    CompletableFuture<DeviceEnd> ended = new CompletableFuture<>();
    try (Devices devices = new Devices(directory, clock::get)) {
      devices.open();
      devices.begin(request(2, 25), ended::complete);
      assertThat(only(devices).running()).isOne();
      clock.addAndGet(60 * SECOND);
      assertThat(only(devices).busySeconds()).isCloseTo(0.5, ROUNDING);
      assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(DeviceEnd.Done.class);
    }
  }

  @Test
  void beforeTheFirstRequestAndAfterTheEndThereIsAnAnswerToo() throws Exception {
    Devices devices = new Devices(directory, clock::get);
    assertThat(devices.current().toCompletableFuture().get(30, TimeUnit.SECONDS)).isEmpty();
    devices.open();
    assertThat(devices.current().toCompletableFuture().get(30, TimeUnit.SECONDS)).isEmpty();
    devices.close();
    assertThat(devices.current().toCompletableFuture().get(30, TimeUnit.SECONDS)).isEmpty();
  }
}
