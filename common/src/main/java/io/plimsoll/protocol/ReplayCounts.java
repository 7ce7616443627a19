package io.plimsoll.protocol;

import java.util.List;

/**
 * What became of the runners of one replay: the {@code Result} of the final reply.
 *
 * @param runners how many there were
 * @param succeeded how many replied that all went well
 * @param failed all others
 * @param errors some of those that failed, by runner
 */
public record ReplayCounts(int runners, int succeeded, int failed, List<RunnerError> errors) {

  /**
   * Why one runner failed.
   *
   * @param runner which partition, from 0
   */
  public record RunnerError(int runner, String pod, String node, String error) {}

  public ReplayCounts {
    errors = List.copyOf(errors);
  }
}
