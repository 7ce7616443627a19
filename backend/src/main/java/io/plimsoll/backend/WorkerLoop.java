package io.plimsoll.backend;

import static java.util.Objects.requireNonNull;

import io.netty.channel.EventLoop;
import io.plimsoll.backend.Poll.State;
import io.plimsoll.backend.metrics.WorkFigures;
import io.plimsoll.backend.workload.Order;
import io.plimsoll.backend.workload.Outcome;
import io.plimsoll.backend.workload.RunListener;
import io.plimsoll.backend.workload.Workload;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.protocol.CancelItem;
import io.plimsoll.protocol.Go;
import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.NoItem;
import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.Progress.Phase;
import io.plimsoll.protocol.Ready;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.WorkItem;
import io.plimsoll.protocol.WorkerAnswer;
import io.plimsoll.protocol.WorkerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the slots, the work requests that are out, and the way out. A slot is in one of four places:
 * in a {@link Poll} that waits for its item, in a poll whose item runs, waiting for a back-off to
 * pass, or stranded until the frontend is back.
 *
 * <p>Confined to the event loop, but for {@link #signalled} and {@link #ended}.
 */
final class WorkerLoop implements FrontendLink.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);

  /** For process trees to end after a bug of ours. */
  private static final long CRASH_NANOS = TimeUnit.SECONDS.toNanos(7);

  private static final String WITHDRAWN = "stopped: the client has gone or withdrew its request";
  private static final String INTERRUPTED = "stopped: the backend was told to end at once";
  private static final String LOST = "stopped: the connection to the frontend is gone";

  private final GuardedLoop loop;
  private final BackendConfig config;
  private final Identity self;
  private final Workload workload;
  private final Backoff backoff;
  private final Retry retry;
  private final WorkFigures figures;
  private final CompletableFuture<Ending> ended = new CompletableFuture<>();

  private final Polls polls = new Polls();
  private final Departure departure = new Departure();
  private final List<Slot> stranded = new ArrayList<>();
  private @Nullable FrontendLink link;
  private boolean retrying;

  /** Set: no more asking. */
  private @Nullable Ending ending;

  /** What runs is stopped, and nothing is begun any more. */
  private boolean interrupted;

  private boolean closing;

  WorkerLoop(
      EventLoop loop,
      BackendConfig config,
      Identity self,
      Workload workload,
      Backoff backoff,
      Retry retry,
      WorkFigures figures) {
    this.loop = new GuardedLoop(loop, this::crashed);
    this.config = config;
    this.self = self;
    this.workload = workload;
    this.backoff = backoff;
    this.retry = retry;
    this.figures = figures;
  }

  /** Begins to ask for every slot. */
  void start(FrontendLink frontend, List<Slot> slots) {
    link = frontend;
    loop.run(() -> slots.forEach(this::free));
  }

  /** How this backend ended, once it has. */
  CompletableFuture<Ending> ended() {
    return ended;
  }

  /** The {@code count}th signal to end. May be called from any thread. */
  void signalled(int count) {
    loop.execute(() -> onSignal(count));
  }

  private void onSignal(int count) {
    if (count == 1) {
      LOG.info("told to end: finishing {} running items", polls.running());
      end(Ending.DONE);
      leave();
    } else if (polls.running() > 0) {
      interrupted = true;
      String what = "interrupted: " + polls.running() + " running items stopped";
      ending = new Ending(ExitCode.FAILED, what);
      stopRuns(INTERRUPTED);
    }
    // Idle, it is on its way out already, within a second; a reply may be on its way too.
  }

  /** The slot has nothing to do. */
  private void free(Slot slot) {
    if (ending != null) {
      closeIfDone();
    } else if (retrying) {
      stranded.add(slot);
    } else {
      link().ask(polls.open(slot, loop.now()).id);
    }
  }

  @Override
  public void reached() {
    if (retry.reached(loop.now())) {
      figures.connected();
      LOG.info(
          "connected to {}, queue {}, {} slots", config.frontend(), config.queue(), config.slots());
    }
  }

  @Override
  public void answered(long id, WorkerAnswer answer) {
    retry.answered();
    Poll poll = polls.find(id);
    if (answer instanceof CancelItem) {
      if (poll != null) {
        poll.stop(WITHDRAWN);
      }
    } else if (answer instanceof Go) {
      if (poll != null) {
        poll.go();
      }
    } else if (poll == null || poll.state != State.PARKED) {
      refused("the frontend answered work request " + id + ", which was not out");
    } else if (answer instanceof WorkItem item) {
      onItem(poll, item);
    } else if (answer instanceof NoItem none) {
      onNoItem(poll, none);
    }
  }

  private void onItem(Poll poll, WorkItem item) {
    if (departure.hasBegun() && link().giveBack(poll.id)) {
      polls.move(poll, State.OVER);
      closeIfDone();
      return;
    }
    polls.move(poll, State.RUNNING);
    figures.begun();
    poll.isRunner = item.runners() > 0;
    poll.slot.empties = 0;
    if (interrupted) {
      finish(poll, Outcome.failure(INTERRUPTED, 0));
      return;
    }
    try {
      List<String> args = poll.slot.arguments(item.args());
      long limitNanos = RunLimit.nanos(config.limit(), item.limitSeconds());
      Order order = new Order(args, limitNanos, item.runner(), item.runners(), poll.slot.device);
      RunListener listener = new Listener(poll);
      poll.run =
          poll.isRunner && !workload.loadsPartitions()
              ? new HeldRun(loop.executor(), workload, order, listener)
              : workload.start(order, listener);
    } catch (IllegalArgumentException e) {
      finish(poll, Outcome.failure(String.valueOf(e.getMessage()), 0));
    }
  }

  private void finish(Poll poll, Outcome outcome) {
    Reply reply = self.reply(poll.id, poll.slot.device, outcome);
    boolean lost = poll.state == State.LOST;
    figures.ended(!lost && !reply.failed(), reply.runSeconds());
    if (lost) {
      LOG.warn("reply dropped: the connection that its item came over is gone");
    } else {
      link().reply(reply, poll.isRunner ? Limits.RUNNER_REPLY_BYTES : Limits.REPLY_BYTES);
      departure.replied();
    }
    polls.move(poll, State.OVER);
    free(poll.slot);
  }

  private void onNoItem(Poll poll, NoItem none) {
    polls.move(poll, State.OVER);
    if (!none.empty()) {
      end(Ending.unreachable("the frontend answered: " + none.error()));
    } else if (backoff.endsWhenEmpty()) {
      end(Ending.DONE);
    } else {
      long heldNanos = loop.now() - poll.askedNanos;
      long delayNanos = backoff.afterEmpty(poll.slot, heldNanos);
      if (delayNanos == 0 || ending != null) {
        free(poll.slot);
      } else {
        loop.schedule(delayNanos, () -> free(poll.slot));
      }
    }
  }

  @Override
  public void lost(long id, String why) {
    Poll poll = polls.find(id);
    if (poll != null) {
      loop.run(() -> trouble(why, strand(poll)));
    }
  }

  @Override
  public void allLost(String why) {
    loop.run(
        () -> {
          boolean replyLost = false;
          for (State state : new State[] {State.PARKED, State.RUNNING}) {
            for (Poll poll : polls.in(state)) {
              replyLost |= strand(poll);
            }
          }
          trouble(why, replyLost);
        });
  }

  /** Returns whether a reply is lost with the connection. */
  private boolean strand(Poll poll) {
    if (poll.state == State.RUNNING) {
      // The frontend has answered for it, or soon will: nobody waits for this run any more.
      polls.move(poll, State.LOST);
      poll.stop(LOST);
      return true;
    }
    polls.move(poll, State.OVER);
    stranded.add(poll.slot);
    return false;
  }

  private void trouble(String why, boolean replyLost) {
    if (ending != null) {
      if (replyLost) {
        end(Ending.unreachable(config, why));
      }
      closeIfDone();
    } else if (!retrying) {
      OptionalLong delayNanos = retry.lost(loop.now());
      if (delayNanos.isEmpty()) {
        end(Ending.unreachable(config, why));
      } else {
        if (retry.isFirstTry()) {
          LOG.warn("no connection to the frontend at {}: {}, retrying", config.frontend(), why);
        }
        retrying = true;
        loop.schedule(delayNanos.getAsLong(), this::comeBack);
      }
    }
  }

  private void comeBack() {
    retrying = false;
    List<Slot> slots = List.copyOf(stranded);
    stranded.clear();
    slots.forEach(this::free);
  }

  @Override
  public void refused(String why) {
    end(Ending.unreachable(why));
  }

  /** Stops asking. */
  private void end(Ending how) {
    ending = Ending.first(ending, how);
    if (how.isWrong()) {
      leave();
    }
    closeIfDone();
  }

  /** Takes back what is parked; waits for that no longer than a moment. */
  private void leave() {
    if (!departure.begin(loop.now())) {
      return;
    }
    for (Poll poll : polls.in(State.PARKED)) {
      if (!link().takeBack(poll.id)) {
        polls.move(poll, State.OVER);
      }
    }
    loop.schedule(Departure.PATIENCE_NANOS, this::closeIfDone);
    closeIfDone();
  }

  private void closeIfDone() {
    Ending how = ending;
    boolean waits =
        polls.running() > 0 || (polls.parked() > 0 && !departure.isImpatient(loop.now()));
    if (how != null && !closing && !waits) {
      closing = true;
      link().close(departure.closeNanos(loop.now()), () -> ended.complete(how));
    }
  }

  @Override
  public void crashed(Throwable bug) {
    LOG.error("a bug: {}", bug.toString(), bug);
    Ending how = Ending.unreachable("a bug: " + bug);
    if (interrupted) {
      ended.complete(how);
      return;
    }
    interrupted = true;
    ending = how;
    loop.schedule(CRASH_NANOS, () -> ended.complete(how));
    loop.run(() -> stopRuns(INTERRUPTED));
    loop.run(this::leave);
  }

  private void stopRuns(String why) {
    polls.in(State.RUNNING).forEach(poll -> poll.stop(why));
  }

  /** Passes on what a run tells, as long as there is a connection to tell it on. */
  private final class Listener implements RunListener {

    private final Poll poll;

    Listener(Poll poll) {
      this.poll = poll;
    }

    @Override
    public void ready() {
      tell(new Ready(poll.id));
    }

    @Override
    public void progress(Phase phase, long done, long total, long failed) {
      tell(new Progress(poll.id, phase, done, total, failed));
    }

    private void tell(WorkerMessage message) {
      if (poll.state == State.RUNNING) {
        loop.run(() -> link().tell(message));
      }
    }

    @Override
    public void done(Outcome outcome) {
      loop.run(() -> finish(poll, outcome));
    }
  }

  private FrontendLink link() {
    return requireNonNull(link);
  }
}
