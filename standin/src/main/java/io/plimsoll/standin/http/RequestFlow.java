package io.plimsoll.standin.http;

import io.plimsoll.standin.api.Answer;
import io.plimsoll.standin.api.ApiService;
import io.plimsoll.standin.api.Reply;
import io.plimsoll.standin.api.Watch;

/** What a request goes through between its arrival and its answer. */
public final class RequestFlow {

  private final ApiService api;

  public RequestFlow(ApiService api) {
    this.api = api;
  }

  void onRequest(Exchange exchange) {
    Answer answer = api.answer(exchange.request());
    if (answer instanceof Reply reply) {
      exchange.reply(reply);
    } else if (answer instanceof Watch watch) {
      WatchStream.start(exchange, watch);
    }
  }
}
