package io.plimsoll.kfp;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API of one server, as far as scenarios need it: <a
 * href="https://www.kubeflow.org/docs/components/pipelines/reference/api/kubeflow-pipeline-api-spec/">Kubeflow
 * Pipelines v2beta1</a>. Thread-safe. A future that fails does so with a {@link KfpException}; one
 * that is cancelled leaves its request alone.
 */
public final class KfpApi implements RunSource, AutoCloseable {

  private final KfpHttp http;
  private final KfpServer server;

  /**
   * Contacts nobody yet.
   *
   * @throws IllegalArgumentException if the file of CAs cannot be used
   */
  public KfpApi(KfpServer server, Patience patience) {
    this.server = server;
    http = new KfpHttp(server, patience);
  }

  /** Which one it is of. */
  public KfpServer server() {
    return server;
  }

  /** How many requests were sent so far, repetitions included. */
  public long requestsSent() {
    return http.sent();
  }

  /** How many of them were repeated because the server was busy. */
  public long requestsRepeated() {
    return http.repeated();
  }

  Timeline timeline() {
    return http.timeline();
  }

  Pending pending() {
    return http.pending();
  }

  /** Whether it answers; with what it says of itself. */
  public CompletableFuture<JsonNode> health() {
    return http.get("/healthz");
  }

  /**
   * Uploads a file, which becomes a pipeline with one version.
   *
   * @param displayName unique in the namespace; at most 128 characters
   */
  public CompletableFuture<Pipeline> uploadPipeline(String displayName, PipelineFile file) {
    return upload("/pipelines/upload?name=" + named(displayName) + andNamespace(), file)
        .thenApply(Json::pipeline);
  }

  /**
   * Uploads a file, which becomes a further version of a pipeline.
   *
   * @param displayName unique in the pipeline; at most 128 characters
   */
  public CompletableFuture<PipelineVersion> uploadVersion(
      String pipelineId, String displayName, PipelineFile file) {
    String path = "/pipelines/upload_version?pipelineid=" + encoded(pipelineId) + "&name=";
    return upload(path + named(displayName), file).thenApply(Json::version);
  }

  private static String named(String displayName) {
    return encoded(displayName) + "&display_name=" + encoded(displayName);
  }

  private CompletableFuture<JsonNode> upload(String path, PipelineFile file) {
    String boundary = "plimsoll-" + UUID.randomUUID();
    String head =
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"uploadfile\"; filename=\""
            + file.name().replaceAll("[\"\\\\\\p{Cntrl}]", "_")
            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(file.bytes());
    body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    return http.post(path, "multipart/form-data; boundary=" + boundary, body.toByteArray());
  }

  /** The versions of a pipeline: the answer to an upload names none. */
  public CompletableFuture<Page<PipelineVersion>> versions(String pipelineId, PageQuery query) {
    return list(
        "/pipelines/" + encoded(pipelineId) + "/versions",
        query,
        "",
        "pipeline_versions",
        Json::version);
  }

  /** The pipelines of the namespace. */
  public CompletableFuture<Page<Pipeline>> pipelines(PageQuery query) {
    return list("/pipelines", query, andNamespace(), "pipelines", Json::pipeline);
  }

  /** The experiments of the namespace. */
  public CompletableFuture<Page<Experiment>> experiments(PageQuery query) {
    return list("/experiments", query, andNamespace(), "experiments", Json::experiment);
  }

  /** The runs of the namespace. */
  @Override
  public CompletableFuture<Page<Run>> runs(PageQuery query) {
    return list("/runs", query, andNamespace(), "runs", Json::run);
  }

  /** The runs of an experiment. */
  public CompletableFuture<Page<Run>> runs(String experimentId, PageQuery query) {
    return list(
        "/runs",
        query,
        andNamespace() + "&experiment_id=" + encoded(experimentId),
        "runs",
        Json::run);
  }

  /** One of them. */
  public CompletableFuture<Pipeline> pipeline(String id) {
    return http.get("/pipelines/" + encoded(id)).thenApply(Json::pipeline);
  }

  /** One of them. */
  public CompletableFuture<PipelineVersion> version(String pipelineId, String id) {
    return http.get("/pipelines/" + encoded(pipelineId) + "/versions/" + encoded(id))
        .thenApply(Json::version);
  }

  /** One of them. */
  public CompletableFuture<Experiment> experiment(String id) {
    return http.get("/experiments/" + encoded(id)).thenApply(Json::experiment);
  }

  /** One of them. */
  @Override
  public CompletableFuture<Run> run(String id) {
    return http.get("/runs/" + encoded(id)).thenApply(Json::run);
  }

  /** Makes an experiment. */
  public CompletableFuture<Experiment> createExperiment(String displayName, String description) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("display_name", displayName).put("description", description);
    if (server.multiUser()) {
      node.put("namespace", server.namespace());
    }
    return http.post("/experiments", node).thenApply(Json::experiment);
  }

  /** Starts a run. Where users are kept apart, it must name its experiment. */
  public CompletableFuture<Run> createRun(NewRun run) {
    return http.post("/runs", Json.newRun(run)).thenApply(Json::run);
  }

  /** Ends a run early. */
  public CompletableFuture<Void> terminate(String runId) {
    return http.post(
            "/runs/" + encoded(runId) + ":terminate", JsonNodeFactory.instance.objectNode())
        .thenApply(answer -> null);
  }

  /** Deletes a run, which should be over. */
  public CompletableFuture<Void> deleteRun(String id) {
    return http.delete("/runs/" + encoded(id)).thenApply(answer -> null);
  }

  /** Deletes an experiment; its runs stay. */
  public CompletableFuture<Void> deleteExperiment(String id) {
    return http.delete("/experiments/" + encoded(id)).thenApply(answer -> null);
  }

  /** Deletes a pipeline with its versions. */
  public CompletableFuture<Void> deletePipeline(String id) {
    return http.delete("/pipelines/" + encoded(id) + "?cascade=true").thenApply(answer -> null);
  }

  private <T> CompletableFuture<Page<T>> list(
      String path, PageQuery query, String more, String items, Function<JsonNode, T> reader) {
    StringBuilder all = new StringBuilder(path).append("?page_size=").append(query.size());
    if (!query.token().isEmpty()) {
      all.append("&page_token=").append(encoded(query.token()));
    }
    if (!query.sortBy().isEmpty()) {
      all.append("&sort_by=").append(encoded(query.sortBy()));
    }
    return http.get(all.append(more).toString()).thenApply(node -> Json.page(node, items, reader));
  }

  private String andNamespace() {
    return server.multiUser() ? "&namespace=" + encoded(server.namespace()) : "";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What has no answer yet fails, and so do those who follow runs. */
  @Override
  public void close() {
    http.close();
  }
}
