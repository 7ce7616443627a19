package io.plimsoll.client.runnergroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.plimsoll.cli.Commands;
import io.plimsoll.replay.report.ReplayReport;
import io.plimsoll.replay.report.ReportLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A group's life on a server that others wrote: the mock server of the Kubernetes client. */
class MockServerTest {

  /** It logs every request. Kept here, since a logger that nobody holds forgets its level. */
  private static final Logger MOCK_LOGGER = Logger.getLogger("io.fabric8.mockwebserver");

  private static final String SPEC = "../testdata/runner-groups/replay.yaml";

  @TempDir private Path folder;

  /** By the pod's name. */
  private final Map<String, String> logs = new HashMap<>();

  private final KubernetesMockServer server =
      new KubernetesMockServer(
          new Context(), new MockWebServer(), new HashMap<>(), new WithLogs(logs), false);

  private final StringWriter err = new StringWriter();

  /** It keeps objects, and knows nothing of logs. */
  private static final class WithLogs extends KubernetesCrudDispatcher {

    private final Map<String, String> logs;

    WithLogs(Map<String, String> logs) {
      this.logs = logs;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      String path = request.getPath().replaceFirst("\\?.*", "");
      if (path.endsWith("/log")) {
        String[] parts = path.split("/");
        return new MockResponse()
            .setResponseCode(200)
            .setBody(logs.getOrDefault(parts[parts.length - 2], ""));
      }
      return path.equals("/version")
          ? new MockResponse().setResponseCode(200).setBody("{\"major\":\"1\",\"minor\":\"32\"}")
          : super.dispatch(request);
    }
  }

  @BeforeEach
  void start() throws IOException {
    MOCK_LOGGER.setLevel(Level.WARNING);
    server.init(InetAddress.getLoopbackAddress(), 0);
    Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: mock, cluster: {server: "%s"}}]
        users: [{name: me, user: {token: any}}]
        contexts: [{name: mock, context: {cluster: mock, user: me, namespace: lab}}]
        current-context: mock
        """
            .formatted(server.url("/").replaceFirst("/$", "")));
  }

  @AfterEach
  void stop() {
    server.destroy();
  }

  @Test
  void groupIsMadeWatchedReadAndDeleted() throws IOException {
    try (KubernetesClient client = server.createClient()) {
      assertThat(run("run", SPEC, "--name", "monday")).startsWith("0 monday\n");
      Job job = client.batch().v1().jobs().inNamespace("lab").withName("monday").require();
      StrictModels.assertNothingUnknown(job);
      assertThat(job.getSpec().getCompletionMode()).isEqualTo("Indexed");
      assertThat(job.getSpec().getCompletions()).isEqualTo(8);
      assertThat(job.getSpec().getParallelism()).isEqualTo(8);
      assertThat(job.getSpec().getBackoffLimitPerIndex()).isZero();
      PodSpec pod = job.getSpec().getTemplate().getSpec();
      assertThat(pod.getServiceAccountName()).isEqualTo("runner");
      assertThat(pod.getVolumes())
          .extracting(Volume::getPersistentVolumeClaim)
          .filteredOn(Objects::nonNull)
          .extracting(PersistentVolumeClaimVolumeSource::getClaimName)
          .containsExactly("replay-profiles");
      assertThat(client.configMaps().inNamespace("lab").list().getItems()).isEmpty();

      for (int index = 0; index < 6; index++) {
        pod(client, job, index, index == 2 ? 137 : 0);
        logs.put("monday-" + index, "a line before\n" + line(index) + "\n");
      }
      logs.put("monday-2", "Killed\n");
      logs.computeIfPresent("monday-3", (name, log) -> log.substring(0, log.length() / 2));
      job.setStatus(
          new JobStatusBuilder()
              .withSucceeded(5)
              .withFailed(1)
              .addNewCondition()
              .withType("Failed")
              .withStatus("True")
              .endCondition()
              .build());
      client.resource(job).updateStatus();

      assertThat(run("status", "monday"))
          .startsWith("0 runner group monday: ")
          .contains("monday-2", "OOMKilled");
      Path report = folder.resolve("r.json");
      assertThat(run("result", "monday", "--report", report.toString()))
          .startsWith("1 ")
          .contains("runner 2, pod monday-2: OOMKilled, exit code 137: its log has no report")
          .contains("runner 3, pod monday-3: its report is cut, ")
          .contains("runner 6: has no pod", "runner 7: has no pod");
      assertThat(ReplayReport.parse(Files.readAllBytes(report)).runners()).hasSize(8);

      assertThat(run("delete", "monday")).isEqualTo("0 runner group monday: deleted\n");
      assertThat(client.batch().v1().jobs().inNamespace("lab").list().getItems()).isEmpty();
      assertThat(client.pods().inNamespace("lab").list().getItems()).isEmpty();
    }
  }

  @Test
  void loadProfileIsInAConfigMapThatGoesToo() {
    try (KubernetesClient client = server.createClient()) {
      assertThat(run("run", "../testdata/runner-groups/load.yaml", "--name", "spike"))
          .startsWith("0 spike\n");
      Job job = client.batch().v1().jobs().inNamespace("lab").withName("spike").require();
      assertThat(job.getSpec().getSuspend()).isFalse();
      ConfigMap map = client.configMaps().inNamespace("lab").withName("spike-profile").require();
      StrictModels.assertNothingUnknown(map);
      assertThat(map.getImmutable()).isTrue();
      assertThat(map.getMetadata().getOwnerReferences())
          .singleElement()
          .satisfies(owner -> assertThat(owner.getUid()).isEqualTo(job.getMetadata().getUid()));
      assertThat(run("delete", "spike")).isEqualTo("0 runner group spike: deleted\n");
      assertThat(client.configMaps().inNamespace("lab").list().getItems()).isEmpty();
    }
  }

  private static void pod(KubernetesClient client, Job job, int index, int exitCode) {
    client
        .pods()
        .inNamespace("lab")
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("monday-" + index)
                .withLabels(job.getSpec().getTemplate().getMetadata().getLabels())
                .addToAnnotations("batch.kubernetes.io/job-completion-index", "" + index)
                .endMetadata()
                .withSpec(job.getSpec().getTemplate().getSpec())
                .withNewStatus()
                .withPhase(exitCode == 0 ? "Succeeded" : "Failed")
                .addNewContainerStatus()
                .withName("runner")
                .withNewState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(exitCode == 0 ? "Completed" : "OOMKilled")
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build())
        .create();
  }

  private static String line(int runner) {
    ReplayReport report = ReplayReport.failedRunner(runner, "p", "n", "no server");
    return new ReportLine("replay", runner, 8, 0, "", 0, List.of(), ReportLine.fit(report).json())
        .text();
  }

  /** The exit code, and what goes to standard output. */
  private String run(String... args) {
    err.getBuffer().setLength(0);
    PrintStream before = System.out;
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
    try {
      CommandLine line = Commands.commandLine(new RunnerGroupCommand(), false);
      line.setOut(new PrintWriter(shown, true, StandardCharsets.UTF_8));
      line.setErr(new PrintWriter(err));
      List<String> all = new ArrayList<>(List.of(args));
      all.addAll(1, List.of("--kubeconfig", folder.resolve("kubeconfig").toString()));
      int exitCode = line.execute(all.toArray(String[]::new));
      return exitCode + " " + shown.toString(StandardCharsets.UTF_8) + err;
    } finally {
      System.setOut(before);
    }
  }
}
