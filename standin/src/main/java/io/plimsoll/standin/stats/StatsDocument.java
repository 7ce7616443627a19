package io.plimsoll.standin.stats;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a server has counted, as JSON. Stateless. */
public final class StatsDocument {

  private StatsDocument() {}

  public static ObjectNode of(RequestStats requests, ConnectionStats connections) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("total", requests.total())
            .put("unanswered", requests.unanswered())
            .put("overlapping", requests.overlapping())
            .put("inFlight", requests.inFlight())
            .put("maxInFlight", requests.maxInFlight())
            .put("openWatches", requests.openWatches());
    json.set("connections", connections.toJson());
    ObjectNode paths = json.putObject("requests");
    requests
        .byPath()
        .forEach(
            (path, counts) -> {
              ObjectNode statuses = paths.putObject(path);
              counts.forEach((status, count) -> statuses.put(status.toString(), count));
            });
    return json;
  }
}
