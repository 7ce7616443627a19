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

  /**
   * What such a request is answered.
   *
   * @param status as in {@link #refused}
   * @param why in one line
   */
  default HttpReply refusal(int status, String why) {
    return HttpReply.error(status, why);
  }

  /**
   * A peer came no further than TLS.
   *
   * @param remoteHost its address
   * @param why in a few words
   */
  default void handshakeFailed(String remoteHost, String why) {}
}
