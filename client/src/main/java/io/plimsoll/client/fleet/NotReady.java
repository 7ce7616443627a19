package io.plimsoll.client.fleet;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Text;
import io.plimsoll.client.cluster.PodLog;
import io.plimsoll.client.fleet.ContainerTrouble.Log;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What to say of a deployment whose pods are not as they should be. Asks the cluster for the end of
 * one log, of the pod that is named first.
 */
final class NotReady {

  /** An error names as many pods that have trouble; most have the same. */
  private static final int PODS_NAMED = 3;

  /** Of a log: an error's text is one line. A program's last words are its last lines. */
  private static final int LOG_LINES = 10;

  /** Far more than so many lines have, unless they are no text. */
  private static final int LOG_BYTES = 64 << 10;

  /** Of one of the lines, whose beginning says what it is. */
  private static final int LINE_CHARS = 400;

  /** Of all of them together, of which the last are kept. */
  private static final int LOG_CHARS = 2_000;

  private final Deployment deployment;
  private final int wanted;

  /**
   * @param wanted how many replicas should be ready
   */
  NotReady(Deployment deployment, int wanted) {
    this.deployment = deployment;
    this.wanted = wanted;
  }

  /**
   * They have not come, or not gone.
   *
   * @param pods those too that are over
   * @param after for how long they were waited for
   */
  String missing(List<PodState> pods, Duration after) {
    long leaving = pods.stream().filter(PodState::leaving).count();
    long ready = pods.stream().filter(pod -> pod.ready() && !pod.leaving()).count();
    List<PodState> starting = pods.stream().filter(PodState::starting).toList();
    String counts =
        deployment
            + ": "
            + ready
            + " ready, "
            + starting.size()
            + " not ready, "
            + leaving
            + " leaving after "
            + after.toSeconds()
            + " s (expected: "
            + wanted
            + " ready)";
    return counts + troubles(pods, ready + starting.size());
  }

  /** Those are named first that waiting does not help, and those last that a new pod replaces. */
  private String troubles(List<PodState> pods, long present) {
    List<PodState> named =
        pods.stream()
            .filter(pod -> pod.starting() || (pod.over() && !pod.leaving()))
            .filter(pod -> !pod.trouble().isEmpty() || pod.telling() != null)
            .sorted(
                Comparator.comparing((PodState pod) -> !pod.hopeless())
                    .thenComparing(PodState::over))
            .limit(PODS_NAMED)
            .toList();
    String troubles =
        named.stream()
            .filter(pod -> !pod.trouble().isEmpty())
            .map(
                pod -> "; pod " + pod.name() + ": " + (pod.over() ? "ended, " : "") + pod.trouble())
            .collect(Collectors.joining());
    String log =
        named.stream().filter(pod -> pod.telling() != null).findFirst().map(this::log).orElse("");
    // What ended may have ended days ago.
    boolean unexplained = present < wanted && named.stream().allMatch(PodState::over);
    return troubles
        + log
        + (unexplained
            ? "; for why pods are missing: kubectl describe deployment "
                + deployment.name()
                + " --namespace "
                + deployment.namespace()
            : "");
  }

  /**
   * They are ready, but the frontend does not know them all.
   *
   * @param requests for work that the frontend has
   * @param slots of each replica
   */
  String unconnected(List<PodState> pods, int requests, int slots, Duration after) {
    return deployment
        + ": "
        + wanted
        + " ready, but the frontend has "
        + requests
        + " work requests after "
        + after.toSeconds()
        + " s (expected: "
        + wanted * slots
        + ", as many of each as --slots says, and nobody else's of this queue)"
        + pods.stream().filter(pod -> pod.telling() != null).findFirst().map(this::log).orElse("");
  }

  private String log(PodState pod) {
    ContainerTrouble container = pod.telling();
    if (container == null) {
      return "";
    }
    boolean previous = container.log() == Log.PREVIOUS;
    try {
      PodLog log = new PodLog(pod.name(), container.container(), previous, LOG_LINES, LOG_BYTES);
      String end = end(deployment.log(log));
      return "; the log of pod "
          + pod.name()
          + (end.isEmpty() ? " is empty" : " ends with: " + end);
    } catch (CommandException e) {
      return "; " + e.getMessage();
    }
  }

  /** The last lines as one, with nothing in it that could upset a terminal. */
  static String end(String log) {
    Deque<String> lines = new ArrayDeque<>();
    log.lines()
        .filter(line -> !line.isBlank())
        .map(line -> Text.printable(line.strip()))
        .map(line -> line.length() > LINE_CHARS ? line.substring(0, LINE_CHARS) + "..." : line)
        .forEach(
            line -> {
              lines.add(line);
              if (lines.size() > LOG_LINES) {
                lines.remove();
              }
            });
    String text = String.join(" | ", lines);
    return text.length() > LOG_CHARS ? "..." + text.substring(text.length() - LOG_CHARS) : text;
  }
}
