package io.plimsoll.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request: a backend's reply on its way to the frontend, and the same with the wait
 * time stamped on its way to the client; or an error reply of the frontend's own.
 *
 * @param id towards a client the request's, from a backend the work request's; {@link
 *     Message#NO_ID} in classic mode
 * @param pod who did the work; empty when nobody did
 * @param node where the work was done; never empty on a success
 * @param device what the work was done on; empty without one
 * @param error why it failed; empty when it did not
 * @param timeoutSeconds greater than 0: the limit that the workload ran into
 * @param waitSeconds time in the queue, stamped by the frontend
 * @param runSeconds time the workload ran, measured by the backend
 * @param retcode exit code of the workload, 0 = success
 * @param result what the workload reports beside its exit code
 * @param truncated names of what was dropped from {@code result} or cut to fit
 */
public record Reply(
    long id,
    String pod,
    String node,
    String device,
    String error,
    double timeoutSeconds,
    double waitSeconds,
    double runSeconds,
    int retcode,
    @Nullable RawJson result,
    List<String> truncated)
    implements ClientAnswer, WorkerMessage {

  /** The {@code Retcode} of the frontend's own error replies. */
  public static final int ERROR_RETCODE = 1;

  public Reply {
    truncated = List.copyOf(truncated);
  }

  /** An error reply that no workload had a part in. */
  public static Reply error(long id, String error) {
    return error(id, "", "", error);
  }

  /** An error reply that names the worker which lost the item. */
  public static Reply error(long id, String pod, String node, String error) {
    return new Reply(id, pod, node, "", error, 0, 0, 0, ERROR_RETCODE, null, List.of());
  }

  /** Whether the request failed: gauges, statistics and exit codes all go by this. */
  public boolean failed() {
    return !error.isEmpty() || retcode != 0 || timeoutSeconds > 0;
  }

  /** The same reply under another {@code Id}. */
  public Reply withId(long newId) {
    return new Reply(
        newId,
        pod,
        node,
        device,
        error,
        timeoutSeconds,
        waitSeconds,
        runSeconds,
        retcode,
        result,
        truncated);
  }

  /** The same reply from another node. */
  public Reply withNode(String newNode) {
    return new Reply(
        id,
        pod,
        newNode,
        device,
        error,
        timeoutSeconds,
        waitSeconds,
        runSeconds,
        retcode,
        result,
        truncated);
  }

  /** The same reply with the time in the queue, in seconds. */
  public Reply withWait(double seconds) {
    return new Reply(
        id,
        pod,
        node,
        device,
        error,
        timeoutSeconds,
        seconds,
        runSeconds,
        retcode,
        result,
        truncated);
  }

  /** The same reply with another result and error, and {@code cut} added to what was truncated. */
  public Reply cutTo(String newError, @Nullable RawJson newResult, List<String> cut) {
    return new Reply(
        id,
        pod,
        node,
        device,
        newError,
        timeoutSeconds,
        waitSeconds,
        runSeconds,
        retcode,
        newResult,
        cut);
  }
}
