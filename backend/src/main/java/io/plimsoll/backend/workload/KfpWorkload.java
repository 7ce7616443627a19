package io.plimsoll.backend.workload;

import io.netty.util.concurrent.EventExecutor;
import io.plimsoll.cli.CommandException;
import io.plimsoll.kfp.KfpApi;
import io.plimsoll.kfp.Polling;
import io.plimsoll.kfp.RandomGets;
import io.plimsoll.kfp.RunFollower;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * {@code kfp run ...} creates a run of Kubeflow Pipelines and follows it to a final state; {@code
 * kfp gets} does one GET at random. A run in flight costs no thread and no poll of its own.
 */
final class KfpWorkload implements Workload {

  private final EventExecutor loop;
  private final int ownArgs;
  private final Duration runTimeout;
  private final KfpApi api;
  private final RunFollower follower;
  private final RandomGets gets;

  KfpWorkload(WorkloadContext context) {
    this(context, Polling.DEFAULT);
  }

  KfpWorkload(WorkloadContext context, Polling polling) {
    this.loop = context.loop();
    this.ownArgs = context.args().size();
    KfpCommandLine line = KfpCommandLine.parse(context.args());
    line.checkRequest();
    this.runTimeout = line.runTimeout;
    this.api = line.open();
    this.follower = new RunFollower(api, polling);
    this.gets =
        new RandomGets(
            api, line.seed == null ? new SplittableRandom() : new SplittableRandom(line.seed));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException for what a request may not carry, and for bad values
   */
  @Override
  public Run start(Order order, RunListener listener) {
    assert loop.inEventLoop();
    KfpRequest request = request(order.args());
    if (request instanceof KfpRequest.Start start) {
      return new KfpRun(loop, api, follower, start, runTimeout, order.limitNanos(), listener);
    }
    return new KfpGet(loop, gets, (KfpRequest.Get) request, order.limitNanos(), listener);
  }

  /** Of the command line only what it says of requests: its other options are read already. */
  private KfpRequest request(List<String> args) {
    try {
      List<String> all = new ArrayList<>(KfpCommandLine.parse(args.subList(0, ownArgs)).request);
      all.addAll(args.subList(ownArgs, args.size()));
      return KfpRequest.parse(all);
    } catch (IllegalArgumentException | CommandException e) {
      throw new IllegalArgumentException("kfp: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    api.close();
  }
}
