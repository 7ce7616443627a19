package io.plimsoll.backend.workload;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/**
 * {@code replay PROFILE [options]}: sends the requests of a replay profile to an API server, at
 * their times. The runner of a gang replays its partition; alone, all partitions run in this
 * process. Loading, connecting and reporting happen on a thread of each run's own.
 */
final class ReplayWorkload implements Workload {

  private final WorkloadContext context;
  private final ReplaySettings settings;
  private final ThreadFactory threads = new DefaultThreadFactory("replay", true);

  ReplayWorkload(WorkloadContext context) {
    this(context, System.getenv());
  }

  ReplayWorkload(WorkloadContext context, Map<String, String> environment) {
    this.context = context;
    this.settings = ReplaySettings.parse(context.args(), context.once(), environment);
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
    ReplayPlan plan = ReplayPlan.of(settings, context.once(), requested);
    CommonStart begin =
        CommonStart.of(settings.common.startAt(), Instant.now(), context.loop().ticker());
    ReplayParts parts = new ReplayParts(plan, context, System.in, System.out, begin);
    return ProfileWork.start(context.loop(), threads, order, listener, parts, begin);
  }
}
