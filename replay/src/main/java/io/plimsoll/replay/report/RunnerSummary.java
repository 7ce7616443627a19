package io.plimsoll.replay.report;

/**
 * One runner in a report of several.
 *
 * @param index which partition, from 0
 * @param pod where it ran, empty: not known
 * @param node where it ran, empty: not known
 * @param error why there are no figures of it, empty for a runner that gave some
 * @param succeeded requests that succeeded
 * @param failed requests that failed
 * @param cancelled requests in flight when the run ended
 * @param verdict how faithful this runner was; total, started and not started are in it
 */
public record RunnerSummary(
    int index,
    String pod,
    String node,
    String error,
    long succeeded,
    long failed,
    long cancelled,
    Verdict verdict) {}
