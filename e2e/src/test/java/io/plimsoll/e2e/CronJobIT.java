package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Backends with the arguments of the CronJobs: they work off what is there, and end. */
@Tag("long")
class CronJobIT {

  private static final int REQUESTS = 6;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"sleep", "fakedev"})
  void backendsOfACronJobEmptyTheQueueAndEnd(String queue) {
    try (Frontend frontend = Frontend.start(queue);
        Peer client = frontend.clientPeer()) {
      for (int id = 0; id < REQUESTS; id++) {
        client.send("{\"KeepAlive\":true,\"Id\":%d,\"Queue\":\"%s\"}".formatted(id, queue));
      }
      Wait.until(
          Duration.ofSeconds(20),
          () -> "all wait: " + frontend.queue(queue),
          () -> frontend.queue(queue).path("waiting").asInt() == REQUESTS);
      try (Jar one = start(frontend, queue);
          Jar other = start(frontend, queue)) {
        for (int i = 0; i < REQUESTS; i++) {
          JsonNode reply = client.read();
          assertThat(reply.path("Retcode").asInt(-1)).as("%s", reply).isZero();
          assertThat(reply.path("Node").asString()).isEqualTo("node-1");
        }
        assertThat(one.exitCode(60)).as(one.stderr()).isZero();
        assertThat(other.exitCode(60)).as(other.stderr()).isZero();
      }
      assertThat(frontend.queue(queue).path("all").asInt(-1)).isZero();
    }
  }

  /** In a pod's place: with addresses and folders of this machine. */
  private Jar start(Frontend frontend, String queue) {
    JsonNode spec =
        Manifests.document("autoscaling/cronjob/cronjob-" + queue + ".yaml")
            .at("/spec/jobTemplate/spec/template/spec");
    List<String> args = new ArrayList<>();
    for (JsonNode arg : spec.at("/containers/0/args")) {
      args.add(
          switch (arg.asString()) {
            case "frontend:9999" -> frontend.workers();
            case ":9998" -> "127.0.0.1:0";
            case "/var/lib/plimsoll/devices" -> folder.toString();
            case "/etc/plimsoll/device.json" ->
                Manifests.path("components/fakedev/device.json").toString();
            default -> arg.asString();
          });
    }
    return Jar.startIn(
        List.of("env", "NODE_NAME=node-1", "POD_NAME=pod-1"),
        "backend",
        args.toArray(String[]::new));
  }
}
