package io.plimsoll.backend;

import static java.util.Objects.requireNonNull;

import io.netty.channel.EventLoop;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import io.plimsoll.backend.workload.Order;
import io.plimsoll.backend.workload.Outcome;
import io.plimsoll.backend.workload.Workload;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.protocol.CancelItem;
import io.plimsoll.protocol.NoItem;
import io.plimsoll.protocol.WorkItem;
import io.plimsoll.protocol.WorkerAnswer;
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

  /** For the frontend's answers when leaving idle: leaves the rest of a second for the exit. */
  static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(600);

  /** For the frontend's close after the last reply. */
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** For process trees to end after a bug of ours. */
  private static final long CRASH_NANOS = TimeUnit.SECONDS.toNanos(7);

  private static final String WITHDRAWN = "stopped: the client has gone or withdrew its request";
  private static final String INTERRUPTED = "stopped: the backend was told to end at once";
  private static final String LOST = "stopped: the connection to the frontend is gone";

  private final EventLoop loop;
  private final BackendConfig config;
  private final Identity self;
  private final Workload workload;
  private final Backoff backoff;
  private final Retry retry;
  private final CompletableFuture<Ending> ended = new CompletableFuture<>();

  private final LongObjectMap<Poll> polls = new LongObjectHashMap<>();
  private final List<Slot> stranded = new ArrayList<>();
  private @Nullable FrontendLink link;
  private long nextId;
  private int parked;
  private int running;
  private boolean retrying;

  /** Set: no more asking. */
  private @Nullable Ending ending;

  /** What is parked has been taken back. */
  private boolean leaving;

  private boolean repliedWhileLeaving;
  private long patienceEndNanos;
  private boolean impatient;
  private boolean interrupted;
  private boolean closing;

  WorkerLoop(
      EventLoop loop,
      BackendConfig config,
      Identity self,
      Workload workload,
      Backoff backoff,
      Retry retry) {
    this.loop = loop;
    this.config = config;
    this.self = self;
    this.workload = workload;
    this.backoff = backoff;
    this.retry = retry;
  }

  /** Begins to ask for every slot. */
  void start(FrontendLink frontend, List<Slot> slots) {
    assert loop.inEventLoop();
    link = frontend;
    slots.forEach(this::free);
  }

  /** How this backend ended, once it has. */
  CompletableFuture<Ending> ended() {
    return ended;
  }

  /** The {@code count}th signal to end. May be called from any thread. */
  void signalled(int count) {
    loop.execute(() -> guarded(() -> onSignal(count)));
  }

  private void onSignal(int count) {
    if (count == 1) {
      LOG.info("told to end: finishing {} running items", running);
      end(Ending.DONE);
      leave();
    } else if (running > 0) {
      interrupted = true;
      ending = new Ending(ExitCode.FAILED, "interrupted: " + running + " running items stopped");
      stopRuns(INTERRUPTED);
    } else if (ending != null) {
      ended.complete(ending);
    }
  }

  /** The slot has nothing to do. */
  private void free(Slot slot) {
    if (ending != null) {
      closeIfDone();
    } else if (retrying) {
      stranded.add(slot);
    } else {
      Poll poll = new Poll(nextId++, slot, loop.ticker().nanoTime());
      polls.put(poll.id, poll);
      parked++;
      link().ask(poll.id);
    }
  }

  @Override
  public void reached() {
    if (retry.reached(loop.ticker().nanoTime())) {
      LOG.info(
          "connected to {}, queue {}, {} slots", config.frontend(), config.queue(), config.slots());
    }
  }

  @Override
  public void answered(long id, WorkerAnswer answer) {
    assert loop.inEventLoop();
    retry.answered();
    Poll poll = polls.get(id);
    if (answer instanceof CancelItem) {
      if (poll != null && poll.run != null) {
        poll.run.stop(WITHDRAWN);
      }
    } else if (poll == null || poll.run != null) {
      refused("the frontend answered work request " + id + ", which was not out");
    } else if (answer instanceof WorkItem item) {
      onItem(poll, item);
    } else if (answer instanceof NoItem none) {
      onNoItem(poll, none);
    }
  }

  private void onItem(Poll poll, WorkItem item) {
    parked--;
    if (leaving && link().giveBack(poll.id)) {
      polls.remove(poll.id);
      closeIfDone();
      return;
    }
    running++;
    poll.slot.empties = 0;
    if (interrupted) {
      finish(poll, Outcome.failure(INTERRUPTED, 0));
      return;
    }
    try {
      List<String> args = poll.slot.arguments.with(item.args());
      Order order = new Order(args, RunLimit.nanos(config.limit(), item.limitSeconds()));
      poll.run = workload.start(order, outcome -> guarded(() -> finish(poll, outcome)));
    } catch (IllegalArgumentException e) {
      finish(poll, Outcome.failure(String.valueOf(e.getMessage()), 0));
    }
  }

  private void finish(Poll poll, Outcome outcome) {
    assert loop.inEventLoop();
    running--;
    if (poll.lost) {
      LOG.warn("reply dropped: the connection that its item came over is gone");
    } else {
      polls.remove(poll.id);
      link().reply(self.reply(poll.id, poll.slot.device, outcome));
      repliedWhileLeaving |= leaving;
    }
    free(poll.slot);
  }

  private void onNoItem(Poll poll, NoItem none) {
    parked--;
    polls.remove(poll.id);
    if (!none.empty()) {
      end(new Ending(ExitCode.UNREACHABLE, "the frontend answered: " + none.error()));
    } else if (backoff.endsWhenEmpty()) {
      end(Ending.DONE);
    } else {
      long heldNanos = loop.ticker().nanoTime() - poll.askedNanos;
      long delayNanos = backoff.afterEmpty(poll.slot, heldNanos);
      if (delayNanos == 0 || ending != null) {
        free(poll.slot);
      } else {
        later(delayNanos, () -> free(poll.slot));
      }
    }
  }

  @Override
  public void lost(long id, String why) {
    Poll poll = polls.remove(id);
    if (poll != null) {
      guarded(() -> trouble(why, strand(poll)));
    }
  }

  @Override
  public void allLost(String why) {
    List<Poll> all = List.copyOf(polls.values());
    polls.clear();
    guarded(() -> trouble(why, all.stream().filter(this::strand).count() > 0));
  }

  /** Returns whether a reply is lost with the connection. */
  private boolean strand(Poll poll) {
    if (poll.run != null) {
      // The frontend has answered for it, or soon will: nobody waits for this run any more.
      poll.lost = true;
      poll.run.stop(LOST);
      return true;
    }
    parked--;
    stranded.add(poll.slot);
    return false;
  }

  private void trouble(String why, boolean replyLost) {
    if (ending != null) {
      if (replyLost) {
        end(unreachable(why));
      }
      closeIfDone();
    } else if (!retrying) {
      OptionalLong delayNanos = retry.lost(loop.ticker().nanoTime());
      if (delayNanos.isEmpty()) {
        end(unreachable(why));
      } else {
        if (retry.isFirstTry()) {
          LOG.warn("no connection to the frontend at {}: {}, retrying", config.frontend(), why);
        }
        retrying = true;
        later(delayNanos.getAsLong(), this::comeBack);
      }
    }
  }

  private Ending unreachable(String why) {
    String text = "no connection to the frontend at " + config.frontend() + ": " + why;
    return new Ending(
        ExitCode.UNREACHABLE, text + (config.retry().isZero() ? " (see --retry)" : ""));
  }

  private void comeBack() {
    retrying = false;
    List<Slot> slots = List.copyOf(stranded);
    stranded.clear();
    slots.forEach(this::free);
  }

  @Override
  public void refused(String why) {
    end(new Ending(ExitCode.UNREACHABLE, why));
  }

  /** Stops asking. What went wrong first is what is told in the end. */
  private void end(Ending how) {
    boolean wrong = how.code() != ExitCode.OK;
    if (ending == null || (ending.code() == ExitCode.OK && wrong)) {
      ending = how;
    }
    if (wrong) {
      leave();
    }
    closeIfDone();
  }

  /** Takes back what is parked; waits for that no longer than a moment. */
  private void leave() {
    if (leaving) {
      return;
    }
    leaving = true;
    patienceEndNanos = loop.ticker().nanoTime() + PATIENCE_NANOS;
    for (Poll poll : List.copyOf(polls.values())) {
      if (poll.run == null && !link().takeBack(poll.id)) {
        polls.remove(poll.id);
        parked--;
      }
    }
    later(
        PATIENCE_NANOS,
        () -> {
          impatient = true;
          closeIfDone();
        });
    closeIfDone();
  }

  private void closeIfDone() {
    Ending how = ending;
    if (how == null || closing || running > 0 || (parked > 0 && !impatient)) {
      return;
    }
    closing = true;
    long boundNanos =
        leaving && !repliedWhileLeaving
            ? Math.max(0, patienceEndNanos - loop.ticker().nanoTime())
            : CLOSE_NANOS;
    link().close(boundNanos, () -> ended.complete(how));
  }

  @Override
  public void crashed(Throwable bug) {
    LOG.error("a bug: {}", bug.toString(), bug);
    Ending how = new Ending(ExitCode.UNREACHABLE, "a bug: " + bug);
    if (interrupted) {
      ended.complete(how);
      return;
    }
    interrupted = true;
    ending = how;
    loop.schedule(() -> ended.complete(how), CRASH_NANOS, TimeUnit.NANOSECONDS);
    guarded(() -> stopRuns(INTERRUPTED));
    guarded(this::leave);
  }

  private void stopRuns(String why) {
    for (Poll poll : List.copyOf(polls.values())) {
      if (poll.run != null) {
        poll.run.stop(why);
      }
    }
  }

  private void later(long delayNanos, Runnable what) {
    loop.schedule(() -> guarded(what), delayNanos, TimeUnit.NANOSECONDS);
  }

  /** Netty would only log what is thrown here, and the backend would hang. */
  private void guarded(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException | Error bug) {
      crashed(bug);
    }
  }

  private FrontendLink link() {
    return requireNonNull(link);
  }
}
