package io.plimsoll.client.runnergroup;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Text;
import io.plimsoll.client.cluster.Cluster;
import io.plimsoll.client.cluster.PodLog;
import io.plimsoll.replay.report.FoundLine;
import io.plimsoll.replay.report.ReportLine;
import io.plimsoll.replay.report.ReportLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what the runners of a group left in their logs. */
final class GroupLogs {

  /** Container runtimes write a long line in pieces of at most so many bytes: containerd. */
  private static final int PIECE_BYTES = 16 << 10;

  /** CRI-O writes what one read of at most 8 KiB brings, and a pipe may bring less than that. */
  private static final int SMALL_PIECE_BYTES = 4 << 10;

  /** The end of a log with the largest report: in pieces, which count as lines, and some others. */
  static final int TAIL_LINES = ReportLine.MAX_PACKED_CHARS / SMALL_PIECE_BYTES + 100;

  /** Where so many lines cannot get to: the report is in the last of them. */
  static final int TAIL_BYTES = (TAIL_LINES + 1) * PIECE_BYTES;

  /** No other pod's log could be read either. */
  private static final Set<Integer> NOT_ALLOWED = Set.of(401, 403);

  private final Cluster cluster;

  GroupLogs(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * What the pods of a group left.
   *
   * @param pods each is asked for its log when its turn comes
   */
  Iterable<RunnerEnd> ends(List<Pod> pods) {
    return () -> pods.stream().map(this::end).iterator();
  }

  /**
   * What a pod left. A log that cannot be read is the trouble of its pod.
   *
   * @throws CommandException exit code 3 if no log may be read, or nobody answers
   */
  private RunnerEnd end(Pod pod) {
    RunnerState state = RunnerState.of(pod);
    try {
      String log =
          cluster.log(
              "pod " + cluster.namespace() + "/" + state.pod() + ": cannot read the log",
              new PodLog(state.pod(), RunnerPod.CONTAINER, false, TAIL_LINES, TAIL_BYTES));
      return end(state, state.trouble(), find(log));
    } catch (CommandException e) {
      KubernetesClientException answer = answer(e);
      if (answer == null || NOT_ALLOWED.contains(answer.getCode())) {
        throw e;
      }
      String trouble = state.trouble();
      String log = "its log cannot be read: status " + answer.getCode() + said(answer);
      return end(state, trouble.isEmpty() ? log : trouble + ": " + log, new FoundLine.None());
    }
  }

  /** What the server answered; null: nothing. */
  private static @Nullable KubernetesClientException answer(CommandException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof KubernetesClientException answer && answer.getCode() > 0) {
        return answer;
      }
    }
    return null;
  }

  private static String said(KubernetesClientException answer) {
    String message = answer.getStatus() == null ? null : answer.getStatus().getMessage();
    return message == null || message.isBlank() ? "" : ", " + Text.printable(message.strip());
  }

  private static RunnerEnd end(RunnerState state, String trouble, FoundLine line) {
    return new RunnerEnd(state.index(), state.pod(), state.node(), trouble, line);
  }

  private static FoundLine find(String log) {
    try {
      return ReportLog.read(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("memory gives everything", e);
    }
  }
}
