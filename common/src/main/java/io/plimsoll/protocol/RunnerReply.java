package io.plimsoll.protocol;

/**
 * The reply of one runner of a replay, passed on as it came; not the answer to the request.
 *
 * @param id the request's
 * @param runner which partition, from 0
 * @param reply the runner's, without an {@code Id} of its own
 */
public record RunnerReply(long id, int runner, Reply reply) implements ClientAnswer {

  public RunnerReply {
    reply = reply.id() == NO_ID ? reply : reply.withId(NO_ID);
  }
}
