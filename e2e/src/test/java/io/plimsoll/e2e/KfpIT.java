package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Runs of pipelines through a queue, on the stand-in of their API. */
class KfpIT {

  private static final int RUNS = 20;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String PIPELINE =
      "pipelineInfo: {name: p}\nroot: {dag: {tasks: {t: {cachingOptions: {enableCache: false}}}}}\n";

  private static Jar standIn(String... args) {
    String[] all = new String[args.length + 4];
    System.arraycopy(new String[] {"standin", "kfp", "--listen", "127.0.0.1:0"}, 0, all, 0, 4);
    System.arraycopy(args, 0, all, 4, args.length);
    return Jar.start("client", all);
  }

  private static Jar backend(Frontend frontend, String url) {
    URI api = URI.create(url);
    String port = Integer.toString(api.getPort());
    return frontend.backend(
        "-name",
        "kfp",
        "-backoff",
        "1",
        "--slots",
        Integer.toString(RUNS),
        "kfp",
        "--api-host",
        api.getHost(),
        "--api-port",
        port);
  }

  /** Uploads a pipeline; what a request for a run of it has for arguments. */
  private static String runOfAPipeline(String url) throws IOException, InterruptedException {
    String body =
        "--b\r\nContent-Disposition: form-data; name=\"uploadfile\"; filename=\"p.yaml\"\r\n\r\n"
            + PIPELINE
            + "\r\n--b--\r\n";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/apis/v2beta1/pipelines/upload?name=p"))
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .timeout(PATIENCE)
            .build();
    String answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    String pipeline = Peer.json(answer).path("pipeline_id").asString();
    JsonNode versions = Http.json(url + "/apis/v2beta1/pipelines/" + pipeline + "/versions");
    String version = versions.at("/pipeline_versions/0/pipeline_version_id").asString();
    return "\"run\",\"--pipeline\",\"" + pipeline + "\",\"--version\",\"" + version + "\"";
  }

  private static String request(int id, String args) {
    return "{\"KeepAlive\":true,\"Id\":" + id + ",\"Queue\":\"kfp\",\"Args\":[" + args + "]}\n";
  }

  private static void awaitRunning(Frontend frontend, int count) {
    Wait.until(
        PATIENCE,
        () -> count + " running: " + frontend.queue("kfp"),
        () -> frontend.queue("kfp").path("running").asInt() == count);
  }

  private static long terminated(String url) {
    return Http.json(url + "/standin/stats")
        .path("requests")
        .path("POST /apis/v2beta1/runs/{run_id}:terminate")
        .path("200")
        .asLong();
  }

  @Test
  void runsInFlightTogetherAllSucceedAndSoDoGets() throws Exception {
    try (Jar standIn = standIn("--pending", "0s", "--run-time", "1s");
        Frontend frontend = Frontend.start("kfp")) {
      String url = standIn.awaitOutput("stand-in Kubeflow Pipelines: (\\S+)");
      String run = runOfAPipeline(url);
      try (Jar backend = backend(frontend, url);
          Peer client = frontend.clientPeer()) {
        for (int id = 0; id < RUNS; id++) {
          client.send(request(id, run));
        }
        awaitRunning(frontend, RUNS);
        Set<String> runs = new HashSet<>();
        for (int i = 0; i < RUNS; i++) {
          JsonNode reply = client.read();
          assertThat(reply.path("Error").asString()).isEmpty();
          assertThat(reply.at("/Result/state").asString()).isEqualTo("SUCCEEDED");
          runs.add(reply.at("/Result/runId").asString());
        }
        assertThat(runs).hasSize(RUNS);
        for (String id : runs) {
          assertThat(Http.json(url + "/apis/v2beta1/runs/" + id).path("state").asString())
              .isEqualTo("SUCCEEDED");
        }
        client.send(request(RUNS, "\"gets\",\"--kinds\",\"runs\""));
        assertThat(client.read().at("/Result/status").asInt()).isEqualTo(200);
        assertThat(frontend.queue("kfp").path("success").asInt()).isEqualTo(RUNS + 1);
        client.send(request(RUNS + 1, "\"gets\",\"--api-host\",\"example.org\""));
        assertThat(client.read().path("Error").asString())
            .isEqualTo("kfp: gets: Unknown option: '--api-host'");
        assertThat(backend.isAlive()).isTrue();
      }
    }
  }

  @Test
  void backendToldToEndFinishesItsRunAndToldAgainTerminatesIt() throws Exception {
    try (Jar standIn = standIn("--pending", "0s", "--run-time", "1h");
        Frontend frontend = Frontend.start("kfp")) {
      String url = standIn.awaitOutput("stand-in Kubeflow Pipelines: (\\S+)");
      String run = runOfAPipeline(url);
      try (Jar backend = backend(frontend, url);
          Peer client = frontend.clientPeer()) {
        client.send(request(1, run));
        awaitRunning(frontend, 1);
        Wait.until(
            PATIENCE,
            () -> "a run is there",
            () -> Http.json(url + "/apis/v2beta1/runs").path("total_size").asInt() == 1);
        backend.signal("TERM");
        backend.awaitLog("told to end");
        assertThat(backend.isAlive()).isTrue();
        assertThat(terminated(url)).isZero();
        backend.signal("TERM");
        assertThat(client.read().path("Error").asString()).contains("stopped");
        assertThat(backend.exitCode((double) PATIENCE.toSeconds())).isEqualTo(1);
        assertThat(terminated(url)).isEqualTo(1);
      }
    }
  }

  @Test
  void onceRunsOnePipelineAndPrintsItsReply() throws Exception {
    try (Jar standIn = standIn("--pending", "0s", "--run-time", "0s")) {
      String url = standIn.awaitOutput("stand-in Kubeflow Pipelines: (\\S+)");
      String run = runOfAPipeline(url).replace("\"", "");
      String port = Integer.toString(URI.create(url).getPort());
      String[] words = ("-once,kfp,--api-host,127.0.0.1,--api-port," + port + "," + run).split(",");
      Jar.Ended ended = Jar.run("backend", words);
      assertThat(ended.exitCode()).as(ended.stderr()).isZero();
      assertThat(Peer.json(ended.stdout()).at("/Result/state").asString()).isEqualTo("SUCCEEDED");
    }
  }
}
