package io.plimsoll.client.load;

import io.netty.channel.embedded.EmbeddedChannel;
import io.plimsoll.cli.CommandException;
import io.plimsoll.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A driver whose clock stands still until a test moves it, with a frontend in the test's hands. */
final class SteppedLoad implements Link {

  private final EmbeddedChannel time = new EmbeddedChannel();
  private final long beganNanos;
  final LoadDriver driver;

  /** When each request was due that has no reply yet, the oldest first. */
  final List<Long> outstanding = new ArrayList<>();

  private @Nullable LinkOwner owner;

  SteppedLoad(LoadConfig config) {
    time.freezeTime();
    beganNanos = time.eventLoop().ticker().nanoTime();
    driver =
        new LoadDriver(
            time.eventLoop(),
            time.eventLoop().ticker()::nanoTime,
            config,
            config.grace(),
            made -> {
              owner = made;
              return this;
            });
    driver.onStart();
  }

  /** Lets time pass, a millisecond at a time: what was due begins what is due later. */
  void pass(long millis) {
    for (long i = 0; i < millis; i++) {
      time.advanceTimeBy(1, TimeUnit.MILLISECONDS);
      time.runPendingTasks();
    }
  }

  /** Answers the oldest request. */
  void succeed() {
    answer("");
  }

  /** The same with an error. */
  void fail(String error) {
    answer(error);
  }

  private void answer(String error) {
    if (owner == null) {
      throw new IllegalStateException("no owner");
    }
    long due = outstanding.remove(0);
    owner.answered(due, new Reply(0, "pod", "node", "", error, 0, 0.25, 0.5, 0, null, List.of()));
    time.runPendingTasks();
  }

  /** When the outstanding requests were due, in seconds since the start. */
  List<Double> due() {
    return outstanding.stream().map(nanos -> (nanos - beganNanos) / 1e9).toList();
  }

  Snapshot now() {
    return driver.onCapture().snapshot();
  }

  @Override
  public void expect(int requests) {}

  @Override
  public boolean open() {
    return true;
  }

  @Override
  public boolean send(long dueNanos) {
    outstanding.add(dueNanos);
    return true;
  }

  @Override
  public boolean connected() {
    return true;
  }

  @Override
  public @Nullable CommandException gone() {
    return null;
  }

  @Override
  public void withdraw() {}

  @Override
  public void close() {}
}
