package io.plimsoll.frontend.queue;

import io.plimsoll.protocol.ReplayCounts.RunnerError;
import io.plimsoll.protocol.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The runners of one gang that failed after their start, and why. */
final class GangFailures {

  /** Named in the text of the final reply: more than a person reads. */
  static final int NAMED = 5;

  /** Characters of each name and text: with 1,024 runners this stays below a megabyte. */
  static final int CHARACTERS = 200;

  private final List<RunnerError> errors = new ArrayList<>();

  void add(int runner, Reply reply) {
    errors.add(new RunnerError(runner, head(reply.pod()), head(reply.node()), head(why(reply))));
  }

  int count() {
    return errors.size();
  }

  /** By runner. */
  List<RunnerError> list() {
    return errors.stream().sorted(Comparator.comparingInt(RunnerError::runner)).toList();
  }

  /** The {@code Error} of the final reply. */
  String text(int runners) {
    StringBuilder text = new StringBuilder();
    text.append(count()).append(" of ").append(runners).append(" runners failed");
    String separator = ": ";
    for (RunnerError error : list().subList(0, Math.min(NAMED, count()))) {
      text.append(separator).append("runner ").append(error.runner());
      text.append(" (pod '").append(error.pod());
      text.append("', node '").append(error.node()).append("'): ").append(error.error());
      separator = "; ";
    }
    if (count() > NAMED) {
      text.append("; and ").append(count() - NAMED).append(" more");
    }
    return text.toString();
  }

  /** Why a reply counts as failed, also one that only has an exit code. */
  static String why(Reply reply) {
    if (!reply.error().isEmpty()) {
      return reply.error();
    }
    return reply.timeoutSeconds() > 0
        ? "ran into its limit of " + reply.timeoutSeconds() + " s"
        : "exit code " + reply.retcode();
  }

  private static String head(String text) {
    return Brief.of(text, CHARACTERS);
  }
}
