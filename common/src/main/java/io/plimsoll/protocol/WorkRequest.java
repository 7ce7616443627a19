package io.plimsoll.protocol;

/**
 * A backend asks for one item.
 *
 * @param id chosen by the backend; {@link Message#NO_ID} in classic mode
 * @param keepAlive asks for a session; only the first message of a connection needs it
 * @param queue the queue's name as it came, which may be empty or unknown
 * @param waitSeconds how long to park the request while the queue is empty; 0 = not at all
 * @param pod who asks; empty when not told
 * @param node where it runs; empty when not told
 */
public record WorkRequest(
    long id, boolean keepAlive, String queue, double waitSeconds, String pod, String node)
    implements WorkerMessage {}
