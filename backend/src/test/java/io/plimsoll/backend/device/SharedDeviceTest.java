package io.plimsoll.backend.device;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device on a clock that is moved by hand. */
class SharedDeviceTest {

  private static final long SECOND = 1_000_000_000;

  /** Just before a full second. */
  private static final long BEGUN = 5 * SECOND - 1_000_000;

  private final MockTicker ticker = Ticker.newMockTicker();
  private final EmbeddedChannel channel = EmbeddedChannel.builder().ticker(ticker).build();
  private final List<DeviceEnd> ends = new ArrayList<>();
  @TempDir private Path folder;
  private Path file = Path.of("");
  private SharedDevice device = device(Path.of(""));

  private SharedDevice device(Path where) {
    return new SharedDevice("card0", where, channel.eventLoop(), () -> BEGUN + ticker.nanoTime());
  }

  @BeforeEach
  void open() {
    file = folder.resolve("card0.device");
    device = device(file);
  }

  @AfterEach
  void close() {
    device.close();
    channel.close();
  }

  private long begin(double seconds, double load) {
    return device.begin(
        new DeviceRequest(
            "card0", DeviceModel.DEFAULT, seconds * SECOND, load, 100, Activity.NONE, 1),
        ends::add);
  }

  private void pass(long millis) {
    for (long i = 0; i < millis; i++) {
      ticker.advance(1, TimeUnit.MILLISECONDS);
      channel.runScheduledPendingTasks();
    }
  }

  private DeviceReading reading() {
    return requireNonNull(device.reading());
  }

  @Test
  void anEndIsToldWhenItIsDue() {
    // 160 percent: the second is done after 0.16 s, and 0.1 s of the first.
    begin(0.3, 100);
    begin(0.1, 60);
    pass(159);
    assertThat(ends).isEmpty();
    pass(2);
    assertThat(ends).containsExactly(new DeviceEnd.Done(100, 200));
    pass(198);
    assertThat(ends).hasSize(1);
    pass(2);
    assertThat(ends).hasSize(2).endsWith(new DeviceEnd.Done(100, 100));
  }

  @Test
  void whileSomethingRunsTheStateIsLookedAtWithinAQuarterOfASecond() throws IOException {
    begin(10, 50);
    for (int i = 0; i < 8; i++) {
      pass(250);
      // Closing it loses this process its locks, which nobody else wants here.
      try (FileChannel other = FileChannel.open(file)) {
        ProcessorSharing state = requireNonNull(new StateFile(other).read());
        assertThat(BEGUN + ticker.nanoTime() - state.nowNanos()).isLessThan(SECOND / 4);
      }
    }
  }

  @Test
  void figuresAreThoseOfTheLastFullSecondOnceItIsOver() {
    begin(2.5, 40);
    pass(1);
    begin(1, 30);
    pass(999);
    assertThat(reading().load()).isCloseTo(0, within(0.001));
    pass(20);
    assertThat(reading().load()).isCloseTo(0.7, within(1e-9));
    assertThat(reading().ownLoad()).isCloseTo(0.7, within(1e-9));
    pass(1000);
    assertThat(reading().load()).isCloseTo(0.4, within(0.001));
    pass(3000);
    assertThat(reading().load()).isZero();
    assertThat(reading().busySeconds()).isCloseTo(1.3, within(1e-9));
    assertThat(reading().presentSeconds()).isCloseTo(5, within(0.1));
    assertThat(reading().running()).isZero();
    assertThat(ends).hasSize(2);
  }

  @Test
  void whoLeavesIsGoneAtOnce() {
    long id = begin(10, 100);
    begin(1, 100);
    pass(500);
    device.withdraw(id);
    assertThat(ends).containsExactly(new DeviceEnd.Left());
    assertThat(reading().memoryBytes()).isEqualTo(100);
    device.withdraw(id);
    // A quarter is done.
    pass(749);
    assertThat(ends).hasSize(1);
    pass(2);
    assertThat(ends).endsWith(new DeviceEnd.Done(100, 100));
  }
}
