package io.plimsoll.frontend.external;

import io.plimsoll.http.HttpReply;

/** Where a request leads. */
sealed interface Route {

  /** To an answer that is ready. */
  record Ready(HttpReply reply) implements Route {}

  /** To the values of a metric, of the queues whose labels are selected. */
  record Values(Metric metric, LabelSelector selector) implements Route {}
}
