package io.plimsoll.backend.workload;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;

/**
 * {@code load PROFILE [options]}: sends to an API server what a load profile makes up. Each runner
 * of a gang runs the whole profile; alone, {@code --runners} of them run in this process. Loading,
 * connecting and reporting happen on a thread of each run's own.
 */
final class LoadWorkload implements Workload {

  private final WorkloadContext context;
  private final LoadCommandLine line;
  private final SplittableRandom random = new SplittableRandom();
  private final ThreadFactory threads = new DefaultThreadFactory("load", true);

  LoadWorkload(WorkloadContext context) {
    this(context, System.getenv());
  }

  LoadWorkload(WorkloadContext context, Map<String, String> environment) {
    this.context = context;
    this.line = LoadCommandLine.parse(context.args(), context.once(), environment);
  }

  @Override
  public boolean loadsPartitions() {
    return true;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException for what a request may not carry, and for bad values
   */
  @Override
  public Run start(Order order, RunListener listener) {
    assert context.loop().inEventLoop();
    List<String> requested = order.args().subList(context.args().size(), order.args().size());
    LoadPlan plan = LoadPlan.of(line, context.once(), requested, random);
    CommonStart begin =
        CommonStart.of(line.common.startAt(), Instant.now(), context.loop().ticker());
    LoadParts parts = new LoadParts(plan, context, System.in, begin);
    return ProfileWork.start(context.loop(), threads, order, listener, parts, begin);
  }
}
