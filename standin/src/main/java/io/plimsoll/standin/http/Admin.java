package io.plimsoll.standin.http;

import io.plimsoll.standin.api.ApiRequest;
import io.plimsoll.standin.api.ApiService;
import io.plimsoll.standin.api.Reply;
import io.plimsoll.standin.fault.FaultDocument;
import io.plimsoll.standin.fault.Faults;
import io.plimsoll.standin.stats.ConnectionStats;
import io.plimsoll.standin.stats.RequestStats;
import io.plimsoll.standin.stats.StatsDocument;
import io.plimsoll.standin.store.ApiException;
import io.plimsoll.standin.store.Json;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** The paths that no real server has: faults and statistics. They are not counted. */
final class Admin {

  private static final String PREFIX = "/standin/";

  private final ApiService api;
  private final Faults faults;
  private final RequestStats requests;
  private final ConnectionStats connections;

  Admin(ApiService api, Faults faults, RequestStats requests, ConnectionStats connections) {
    this.api = api;
    this.faults = faults;
    this.requests = requests;
    this.connections = connections;
  }

  static boolean isOne(ApiRequest request) {
    return request.path().startsWith(PREFIX);
  }

  Reply answer(ApiRequest request) {
    String what = request.method().toUpperCase(Locale.ROOT) + " " + request.path();
    try {
      return switch (what) {
        case "GET /standin/faults" -> Reply.json(200, FaultDocument.write(faults.plan()));
        case "PUT /standin/faults" -> setFaults(request);
        case "GET /standin/stats" -> statistics();
        default -> throw ApiException.noSuchResource();
      };
    } catch (ApiException failure) {
      return Reply.of(failure);
    }
  }

  private Reply statistics() {
    ObjectNode statistics = StatsDocument.of(requests, connections);
    api.describe(statistics);
    return Reply.json(200, statistics);
  }

  private Reply setFaults(ApiRequest request) {
    try {
      faults.set(FaultDocument.read(Json.readObject(request.body())), System.nanoTime());
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(String.valueOf(e.getMessage()));
    }
    return Reply.json(200, FaultDocument.write(faults.plan()));
  }
}
