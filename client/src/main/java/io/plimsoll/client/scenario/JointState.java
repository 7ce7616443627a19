package io.plimsoll.client.scenario;

import io.plimsoll.client.load.LoadState;
import io.plimsoll.client.load.Model;
import io.plimsoll.client.load.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What several loads are driving together. Pure. */
final class JointState {

  private JointState() {}

  /**
   * One of several.
   *
   * @param all also those that are over, whose requests count in the totals
   * @param running of all, those that are not over
   * @param refusedHttpRequests as in {@link LoadState}
   */
  static LoadState of(
      List<LoadState> all, List<LoadState> running, Map<Integer, Long> refusedHttpRequests) {
    List<LoadState> named = running.isEmpty() ? all : running;
    List<LoadState> closed = running.stream().filter(load -> load.model() == Model.CLOSED).toList();
    return new LoadState(
        named.stream().map(LoadState::queue).distinct().collect(Collectors.joining(", ")),
        named.stream().anyMatch(load -> load.model() == Model.OPEN) ? Model.OPEN : Model.CLOSED,
        (int) sum(closed, LoadState::parallelism),
        (int) Math.min(Shape.MOST_PARALLEL, sum(running, LoadState::maxParallelism)),
        running.stream().mapToDouble(LoadState::ratePerSecond).sum(),
        running.stream().anyMatch(LoadState::warmingUp),
        running.stream().allMatch(LoadState::connected),
        (int) sum(running, LoadState::outstanding),
        sum(all, LoadState::startedTotal),
        sum(all, LoadState::succeededTotal),
        sum(all, LoadState::failedTotal),
        refusedHttpRequests);
  }

  private static long sum(List<LoadState> loads, ToLongFunction<LoadState> figure) {
    return loads.stream().mapToLong(figure).sum();
  }
}
