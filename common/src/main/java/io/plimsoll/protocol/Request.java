package io.plimsoll.protocol;

import java.util.List;

/**
 * A client's request for one run of a workload.
 *
 * @param id chosen by the client; {@link Message#NO_ID} in classic mode
 * @param keepAlive asks for a session; only the first message of a connection needs it
 * @param queue the queue's name as it came, which may be empty or unknown
 * @param args arguments for the workload
 * @param limitSeconds run time limit, 0 = the backend's default
 * @param runners number of partitions of a replay, 1 to {@link Limits#RUNNERS}; 0 = not given
 */
public record Request(
    long id, boolean keepAlive, String queue, List<String> args, double limitSeconds, int runners)
    implements ClientMessage {

  public Request {
    args = List.copyOf(args);
  }
}
