package io.plimsoll.backend.workload;

import static java.util.Objects.requireNonNullElse;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.plimsoll.backend.device.Activity;
import io.plimsoll.backend.device.DeviceEnd;
import io.plimsoll.backend.device.DeviceModel;
import io.plimsoll.backend.device.DeviceNames;
import io.plimsoll.backend.device.DeviceRequest;
import io.plimsoll.backend.device.DeviceWork;
import io.plimsoll.backend.device.Devices;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.protocol.RawJson;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * {@code fakedev SECONDS [options]}: works on a simulated device that backends share. What the
 * command line says counts; what it does not say, the request may.
 */
final class FakedevWorkload implements Workload {

  private static final String DEFAULT_DEVICE = "card0";

  private static final double DEFAULT_LOAD = 100;

  private final EventExecutor loop;
  private final Devices devices;
  private final List<String> commandLine;
  private final FakedevPlan own;
  private final @Nullable Activity activity;
  private final DeviceModel model;
  private final SplittableRandom random;

  FakedevWorkload(WorkloadContext context) {
    this.loop = context.loop();
    this.devices = context.devices();
    this.commandLine = context.args();
    FakedevCommandLine line = FakedevCommandLine.parse(commandLine);
    try {
      this.own = line.plan();
      this.activity = line.readActivity();
      this.model = line.readModel();
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "fakedev: " + e.getMessage(), e);
    } catch (CommandException e) {
      throw new CommandException(e.exitCode(), "fakedev: " + e.getMessage(), e);
    }
    this.random = line.seed == null ? new SplittableRandom() : new SplittableRandom(line.seed);
    devices.open();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException for what a request may not carry, and for bad values
   */
  @Override
  public Run start(Order order, RunListener listener) {
    assert loop.inEventLoop();
    DeviceRequest request;
    try {
      request = request(order);
    } catch (IllegalArgumentException | CommandException e) {
      throw new IllegalArgumentException("fakedev: " + e.getMessage(), e);
    }
    return new Fakedev(request, order.limitNanos(), listener);
  }

  private DeviceRequest request(Order order) {
    int ownArgs = commandLine.size();
    List<String> first = order.args().subList(0, ownArgs);
    List<String> requested = order.args().subList(ownArgs, order.args().size());
    // With FILENAME in it the command line is another for each slot.
    FakedevPlan plan = first.equals(commandLine) ? own : FakedevCommandLine.parse(first).plan();
    plan = plan.with(activity);
    if (!requested.isEmpty()) {
      plan = plan.orElse(FakedevPlan.of(FakedevOptions.ofRequest(requested)));
    }
    if (plan.time() == null) {
      throw new IllegalArgumentException("no time (expected: " + SleepTime.RULE + ")");
    }
    String slot = order.device().isEmpty() ? DEFAULT_DEVICE : order.device();
    return new DeviceRequest(
        DeviceNames.check(requireNonNullElse(plan.device(), slot)),
        model,
        plan.time().draw(random),
        requireNonNullElse(plan.loadPercent(), DEFAULT_LOAD),
        requireNonNullElse(plan.memoryBytes(), 0L),
        requireNonNullElse(plan.activity(), Activity.NONE),
        random.nextLong());
  }

  private final class Fakedev implements Run {

    private final String device;
    private final long limitNanos;
    private final RunListener listener;
    private final long begunNanos = loop.ticker().nanoTime();
    private final DeviceWork work;
    private final @Nullable ScheduledFuture<?> limit;
    private @Nullable String stopped;

    Fakedev(DeviceRequest request, long limitNanos, RunListener listener) {
      this.device = request.device();
      this.limitNanos = limitNanos;
      this.listener = listener;
      this.work = devices.begin(request, end -> loop.execute(() -> over(end)));
      this.limit =
          limitNanos == 0 ? null : loop.schedule(work::leave, limitNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void stop(String why) {
      if (stopped == null) {
        stopped = why;
        work.leave();
      }
    }

    private void over(DeviceEnd end) {
      if (limit != null) {
        limit.cancel(false);
      }
      listener.done(outcome(end, loop.ticker().nanoTime() - begunNanos).on(device));
    }

    private Outcome outcome(DeviceEnd end, long ranNanos) {
      if (end instanceof DeviceEnd.Done done) {
        return new Outcome(0, "", 0, ranNanos, result(done));
      }
      if (end instanceof DeviceEnd.Failed failed) {
        return Outcome.failure("fakedev: " + failed.error(), ranNanos);
      }
      return stopped == null
          ? Outcome.timeout(limitNanos, ranNanos, null)
          : Outcome.failure(stopped, ranNanos);
    }

    private RawJson result(DeviceEnd.Done done) {
      return RawJson.of(
          JsonNodeFactory.instance
              .objectNode()
              .put("device", device)
              .put("loadPercent", done.loadPercent())
              .put("memoryBytes", done.memoryBytes())
              .toString());
    }
  }
}
