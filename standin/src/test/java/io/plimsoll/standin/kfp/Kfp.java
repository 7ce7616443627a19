package io.plimsoll.standin.kfp;

import io.plimsoll.standin.api.ApiRequest;
import io.plimsoll.standin.api.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A service whose time a test moves. */
final class Kfp {

  static final String PIPELINE =
      "pipelineInfo: {name: hello}\nroot: {dag: {tasks: {a: {cachingOptions: {}}}}}\n";

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String PREFIX = "/apis/v2beta1";

  private final KfpService service;
  private Instant now = Instant.parse("2026-01-01T00:00:00.250Z");
  private String user = "";

  /** An answer. */
  record Answer(int status, String body, int retryAfterSeconds) {

    JsonNode json() {
      return MAPPER.readTree(body);
    }

    String at(String pointer) {
      return json().at(pointer).asString("");
    }
  }

  Kfp(KfpSettings settings) {
    service = new KfpService(settings, () -> now, new Random(1), 1);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  void as(String name) {
    user = name;
  }

  Answer get(String path) {
    return send("GET", path, "", "");
  }

  Answer delete(String path) {
    return send("DELETE", path, "", "");
  }

  Answer post(String path, String body) {
    return send("POST", path, "application/json", body);
  }

  Answer upload(String path, String file) {
    String body =
        "--b\r\nContent-Disposition: form-data; name=\"uploadfile\"; filename=\"hello.yaml\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n"
            + file
            + "\r\n--b--\r\n";
    return send("POST", path, "multipart/form-data; boundary=b", body);
  }

  Answer send(String method, String path, String contentType, String body) {
    return sendRaw(method, PREFIX + path, contentType, body);
  }

  Answer sendRaw(String method, String path, String contentType, String body) {
    ApiRequest request =
        ApiRequest.of(
            method,
            path,
            contentType,
            "application/json",
            user,
            body.getBytes(StandardCharsets.UTF_8));
    Reply reply = (Reply) service.answer(service.look(request));
    return new Answer(
        reply.status(),
        new String(reply.body(), StandardCharsets.UTF_8),
        reply.retryAfterSeconds());
  }

  /** The path under which a request is counted. */
  String countedAs(String method, String path) {
    return service.look(ApiRequest.of(method, PREFIX + path, "", "", "", new byte[0])).countedAs();
  }

  ObjectNode statistics() {
    ObjectNode statistics = JsonNodeFactory.instance.objectNode();
    service.describe(statistics);
    return statistics;
  }

  /** A pipeline; its id. */
  String pipeline(String name) {
    return upload("/pipelines/upload?name=" + name, PIPELINE).at("/pipeline_id");
  }

  /** A run of a pipeline's latest version; its id. */
  String run(String pipelineId) {
    return post("/runs", runBody(pipelineId, "")).at("/run_id");
  }

  static String runBody(String pipelineId, String more) {
    return "{\"display_name\":\"r\",\"pipeline_version_reference\":{\"pipeline_id\":\""
        + pipelineId
        + "\"}"
        + more
        + "}";
  }
}
