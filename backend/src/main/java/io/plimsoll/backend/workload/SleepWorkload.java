package io.plimsoll.backend.workload;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.plimsoll.cli.CommandException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * {@code sleep SECONDS [--seed N]}: waits. The first argument counts, so a time on the command line
 * overrides the request's. More on the command line is bad usage, since it is likely an option that
 * came too late; more in a request is ignored. A run costs one timer of the event loop, no thread.
 */
final class SleepWorkload implements Workload {

  private static final String SEED = "--seed";

  private final EventExecutor loop;
  private final int commandLineArgs;
  private final RandomGenerator random;
  private final @Nullable SleepTime fixed;

  SleepWorkload(WorkloadContext context) {
    this.loop = context.loop();
    List<String> args = context.args();
    this.commandLineArgs = args.size();
    SplittableRandom seeded = new SplittableRandom();
    SleepTime time = null;
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (arg.equals(SEED)) {
        seeded = new SplittableRandom(seed(++i < args.size() ? args.get(i) : ""));
      } else if (arg.startsWith(SEED + "=")) {
        seeded = new SplittableRandom(seed(arg.substring(SEED.length() + 1)));
      } else if (time == null) {
        time = onCommandLine(arg);
      } else {
        throw CommandException.usage(
            "sleep",
            "unexpected argument '" + arg + "'",
            "options before WORKLOAD, one time, " + SEED + " N");
      }
    }
    this.random = seeded;
    this.fixed = time;
  }

  private static long seed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw CommandException.usage("sleep " + SEED, "'" + text + "'", "an integer");
    }
  }

  private static SleepTime onCommandLine(String text) {
    try {
      return SleepTime.parse(text);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("sleep", "'" + text + "'", SleepTime.RULE);
    }
  }

  @Override
  public Run start(Order order, RunListener listener) {
    assert loop.inEventLoop();
    SleepTime time = fixed;
    if (time == null) {
      try {
        time = requested(order.args());
      } catch (IllegalArgumentException e) {
        loop.execute(() -> listener.done(Outcome.failure("sleep: " + e.getMessage(), 0)));
        return why -> {};
      }
    }
    return new Sleep(time.draw(random), order.limitNanos(), listener::done);
  }

  private SleepTime requested(List<String> args) {
    if (args.size() <= commandLineArgs) {
      throw new IllegalArgumentException("no time (expected: " + SleepTime.RULE + ")");
    }
    return SleepTime.parse(args.get(commandLineArgs));
  }

  private final class Sleep implements Run {

    private final long begunNanos = loop.ticker().nanoTime();
    private final Consumer<Outcome> done;
    private final ScheduledFuture<?> timer;
    private boolean stopped;

    Sleep(long nanos, long limitNanos, Consumer<Outcome> done) {
      this.done = done;
      boolean tooLong = limitNanos > 0 && nanos > limitNanos;
      this.timer =
          loop.schedule(
              () -> done.accept(slept(tooLong ? limitNanos : 0)),
              tooLong ? limitNanos : nanos,
              TimeUnit.NANOSECONDS);
    }

    private Outcome slept(long brokenLimitNanos) {
      return brokenLimitNanos > 0
          ? Outcome.timeout(brokenLimitNanos, ranNanos(), null)
          : Outcome.success(ranNanos());
    }

    private long ranNanos() {
      return loop.ticker().nanoTime() - begunNanos;
    }

    @Override
    public void stop(String why) {
      if (!stopped && timer.cancel(false)) {
        stopped = true;
        Outcome outcome = Outcome.failure(why, ranNanos());
        loop.execute(() -> done.accept(outcome));
      }
    }
  }
}
