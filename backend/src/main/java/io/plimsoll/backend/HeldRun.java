package io.plimsoll.backend;

import io.netty.util.concurrent.EventExecutor;
import io.plimsoll.backend.workload.Order;
import io.plimsoll.backend.workload.Outcome;
import io.plimsoll.backend.workload.Run;
import io.plimsoll.backend.workload.RunListener;
import io.plimsoll.backend.workload.Workload;
import org.jspecify.annotations.Nullable;

/**
 * One runner of a replay whose workload has nothing to load: it is ready at once and is started
 * when all others are ready too. Confined to the event loop.
 */
final class HeldRun implements Run {

  private final EventExecutor loop;
  private final Workload workload;
  private final Order order;
  private final RunListener listener;
  private @Nullable Run run;
  private boolean over;

  HeldRun(EventExecutor loop, Workload workload, Order order, RunListener listener) {
    this.loop = loop;
    this.workload = workload;
    this.order = order;
    this.listener = listener;
    loop.execute(listener::ready);
  }

  @Override
  public void go() {
    if (over || run != null) {
      return;
    }
    try {
      run = workload.start(order, listener);
    } catch (IllegalArgumentException e) {
      end(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void stop(String why) {
    if (run != null) {
      run.stop(why);
    } else if (!over) {
      end(why);
    }
  }

  private void end(String why) {
    over = true;
    loop.execute(() -> listener.done(Outcome.failure(why, 0)));
  }
}
