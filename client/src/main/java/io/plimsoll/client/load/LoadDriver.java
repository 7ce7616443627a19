package io.plimsoll.client.load;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Durations;
import io.plimsoll.client.load.Change.Kind;
import io.plimsoll.protocol.Reply;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts the requests, takes their ends, and counts. Confined to its event loop; {@link Load} is
 * the way to it for everything else.
 */
final class LoadDriver implements LinkOwner {

  /** Starts in one go before the loop looks after its sockets again: about a millisecond. */
  private static final int STARTS_IN_ONE_GO = 1_024;

  private final EventLoop loop;
  private final LongSupplier clock;
  private final LoadConfig config;
  private final Duration grace;
  private final Link link;
  private final Demand demand;
  private final CompletableFuture<Outcome> ended = new CompletableFuture<>();
  private final Map<Integer, Long> refusedHttpRequests = new TreeMap<>();

  private Tally tally;
  private @Nullable ScheduledFuture<?> timer;
  private long wakeNanos;
  private @Nullable CompletableFuture<Void> whenReady;
  private boolean pumping;
  private boolean finishing;
  private @Nullable ScheduledFuture<?> graceTimer;
  private int outstanding;

  /**
   * @param clock monotonic nanoseconds
   * @param grace how long after the end what is outstanding may still be answered
   * @param links makes the link, given its owner
   */
  LoadDriver(
      EventLoop loop,
      LongSupplier clock,
      LoadConfig config,
      Duration grace,
      Function<LinkOwner, Link> links) {
    this.loop = loop;
    this.clock = clock;
    this.config = config;
    this.grace = grace;
    this.demand = new Demand(config.shape());
    this.tally = tally(clock.getAsLong());
    this.link = links.apply(this);
  }

  /** Completes on the loop, once: the load is over. */
  CompletableFuture<Outcome> ended() {
    return ended;
  }

  /** Connects before the start. Completes on the loop when that is done, or the load is over. */
  CompletableFuture<Void> onPrepare() {
    assert loop.inEventLoop();
    Shape shape = config.shape();
    link.expect(
        shape.ratePerSecond() > 0
            ? shape.maxParallelism()
            : Math.max(shape.parallelism(), (int) Math.ceil(shape.rampFrom())));
    CompletableFuture<Void> prepared = new CompletableFuture<>();
    whenReady = prepared;
    ended.thenRun(() -> prepared.complete(null));
    prepareFurther();
    return prepared;
  }

  private void prepareFurther() {
    if (whenReady != null && link.open()) {
      whenReady.complete(null);
      whenReady = null;
    }
  }

  /** Begins now. */
  void onStart() {
    onStart(clock.getAsLong());
  }

  /**
   * Begins, as if at that time: every start and the end are as far from it as the settings say.
   *
   * @param nanos of the clock, not later than now
   */
  void onStart(long nanos) {
    assert loop.inEventLoop();
    tally = tally(nanos);
    demand.begin(nanos);
    schedule(nanos, config.ends().warmUp(), this::onWarmUpOver);
    schedule(nanos, config.ends().duration(), this::onDurationOver);
    pump();
  }

  private Tally tally(long now) {
    return new Tally(now, config.ends().warmUp().toNanos());
  }

  private void schedule(long beganNanos, Duration after, Runnable what) {
    if (!after.isZero()) {
      long nanos = beganNanos + after.toNanos() - clock.getAsLong();
      loop.schedule(what, nanos, TimeUnit.NANOSECONDS);
    }
  }

  /** Sets it and begins a new period. */
  int onSetParallelism(int value) {
    assert loop.inEventLoop();
    long now = clock.getAsLong();
    int wanted = Math.max(0, Math.min(value, config.shape().maxParallelism()));
    tally.begin(now, Kind.PARALLELISM, wanted);
    demand.setParallelism(wanted, now, outstanding);
    pump();
    return wanted;
  }

  /** Sets it and begins a new period. */
  double onSetRate(double perSecond) {
    assert loop.inEventLoop();
    long now = clock.getAsLong();
    double wanted = Math.max(0, Math.min(perSecond, Shape.MAX_RATE));
    tally.begin(now, Kind.RATE, wanted);
    demand.setRate(wanted, now, outstanding);
    pump();
    return wanted;
  }

  /** Ends the current period and begins a new one. */
  Capture onReset() {
    assert loop.inEventLoop();
    long now = clock.getAsLong();
    Capture last = new Capture(state(now), tally.statistics(), now);
    tally.begin(now, Kind.RESET, 0);
    return last;
  }

  /** Hands over what came since the last tick; null when the load is over. */
  @Nullable Tick onTick() {
    assert loop.inEventLoop();
    return ended.isDone() ? null : tick();
  }

  private Tick tick() {
    long now = clock.getAsLong();
    return tally.tick(state(now), now);
  }

  Capture onCapture() {
    assert loop.inEventLoop();
    long now = clock.getAsLong();
    return new Capture(state(now), tally.statistics().copy(), now);
  }

  LoadState onState() {
    assert loop.inEventLoop();
    return state(clock.getAsLong());
  }

  private LoadState state(long now) {
    return new LoadState(
        config.work().queue(),
        demand.model(),
        demand.parallelism(now),
        config.shape().maxParallelism(),
        demand.ratePerSecond(now),
        tally.warmingUp(),
        link.connected(),
        outstanding,
        tally.startedTotal(),
        tally.succeededTotal(),
        tally.failedTotal(),
        Collections.unmodifiableMap(new TreeMap<>(refusedHttpRequests)));
  }

  Status onStatus() {
    assert loop.inEventLoop();
    long now = clock.getAsLong();
    Statistics period = tally.statistics();
    return new Status(
        tally.seconds(now),
        period.recentPerSecond(now),
        outstanding,
        period.failed(),
        tally.startedTotal(),
        link.connected(),
        demand.parallelism(now),
        demand.ratePerSecond(now),
        period.perSecond(now));
  }

  void onHttpRefused(int status) {
    assert loop.inEventLoop();
    refusedHttpRequests.merge(status, 1L, Long::sum);
  }

  /** Ends at once, whatever is outstanding. */
  void onStop() {
    assert loop.inEventLoop();
    end(null);
  }

  @Override
  public void ready() {
    prepareFurther();
    pump();
  }

  @Override
  public void answered(long dueNanos, Reply reply) {
    if (ended.isDone()) {
      return;
    }
    long now = clock.getAsLong();
    outstanding--;
    tally.answered(dueNanos, reply, now);
    if (Refusals.isRefusal(reply)) {
      demand.refused(now, outstanding);
    } else {
      if (!reply.node().isEmpty()) {
        demand.served();
      }
      demand.finished(now, outstanding);
    }
    pump();
  }

  @Override
  public void lost(long dueNanos, String why) {
    if (ended.isDone()) {
      return;
    }
    outstanding--;
    tally.lost(why);
    demand.finished(clock.getAsLong(), outstanding);
    // Not the place to end: whether the frontend is lost with it comes next, as ready or broken.
  }

  @Override
  public void broken(CommandException why) {
    end(why);
  }

  /** Starts what is to start now, and sees to it that what is to start later will. */
  private void pump() {
    assert loop.inEventLoop();
    if (pumping || ended.isDone()) {
      return;
    }
    pumping = true;
    link.expect(demand.mostOutstanding());
    int starts = 0;
    long now = clock.getAsLong();
    while (!finishing && starts < STARTS_IN_ONE_GO && demand.mayStart(now, outstanding)) {
      long dueNanos = demand.dueNanos(now);
      if (!link.send(dueNanos)) {
        break;
      }
      starts++;
      onStarted(dueNanos);
    }
    pumping = false;
    if (starts == STARTS_IN_ONE_GO) {
      loop.execute(this::pump);
    } else if (!finishing) {
      sleep(now);
    }
    endIfFinished();
  }

  private void onStarted(long dueNanos) {
    demand.started();
    tally.started(dueNanos, clock.getAsLong());
    outstanding++;
    if (tally.startedTotal() == config.ends().requests()) {
      finish();
    }
  }

  /**
   * A start that waits for the link needs no timer: the link says when it is ready. Nor does a
   * reply move the timer: one that fires too early does no harm.
   */
  private void sleep(long now) {
    if (demand.mayStart(now, outstanding)) {
      return;
    }
    long nanos = demand.nanosToNext(now, outstanding);
    if (nanos == Demand.NEVER || (timer != null && wakeNanos - (now + nanos) <= 0)) {
      return;
    }
    if (timer != null) {
      timer.cancel(false);
    }
    wakeNanos = now + nanos;
    timer = loop.schedule(this::wake, nanos, TimeUnit.NANOSECONDS);
  }

  private void wake() {
    timer = null;
    pump();
  }

  private void onWarmUpOver() {
    if (!ended.isDone()) {
      tally.warmedUp(clock.getAsLong());
    }
  }

  private void onDurationOver() {
    finish();
    endIfFinished();
  }

  private void finish() {
    if (!finishing) {
      finishing = true;
      graceTimer = loop.schedule(this::giveUp, grace.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** What is still outstanding has had its time. */
  private void giveUp() {
    if (ended.isDone()) {
      return;
    }
    String error = "not answered within " + Durations.seconds(grace) + " s after the end";
    for (; outstanding > 0; outstanding--) {
      tally.lost(error);
    }
    link.withdraw();
    end(null);
  }

  private void endIfFinished() {
    if (finishing && outstanding == 0) {
      end(link.gone());
    }
  }

  private void end(@Nullable CommandException failure) {
    if (!ended.isDone()) {
      ended.complete(new Outcome(onCapture().detailed(), tick(), failure));
      link.close();
      if (graceTimer != null) {
        graceTimer.cancel(false);
      }
    }
  }
}
