package io.plimsoll.http;

/** What answers the requests of one {@link HttpPort}. */
@FunctionalInterface
public interface HttpService {

  /**
   * Answers one GET or HEAD request, now or later. Called on the event loop of the connection; must
   * not block.
   */
  void serve(HttpCall call);

  /**
   * A request was refused before it reached {@link #serve}.
   *
   * @param status 400, 405, 413 or 431
   */
  default void refused(int status) {}
}
