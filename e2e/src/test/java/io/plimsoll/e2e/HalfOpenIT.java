package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The host of a client and of workers vanishes without a word. All of it happens at once, since
 * each takes almost half a minute.
 */
class HalfOpenIT {

  private static final String HERE = "198.18.0.1";

  private static final String THERE = "198.18.0.2";

  /** What the protocol promises. The kernel needs 25 s; the rest is ours, and the machine's. */
  private static final double PROMISED_SECONDS = 30;

  private static double slack;

  @BeforeAll
  static void onlyWithHosts() {
    String whyNot = Host.whyNot();
    if (!whyNot.isEmpty()) {
      System.err.println("NOT TESTED WITH A HOST THAT VANISHES: " + whyNot);
      Assumptions.abort(whyNot);
    }
    slack = Jar.secondsOfNothing();
  }

  @Test
  @Tag("long")
  void bothSidesHearOfItWithin30SecondsAndNothingWaitsForTheDead() {
    try (Host here = new Host();
        Host there = new Host()) {
      here.connect(HERE, there, THERE);
      try (Frontend frontend =
              Frontend.startIn(
                  here.wrapper(),
                  List.of(HERE + ":0", HERE + ":0", "127.0.0.1:0"),
                  "--loops",
                  "2",
                  "waits",
                  "runs",
                  "parked",
                  "late");
          Jar client = clientOn(there, frontend);
          Jar backend = backendOn(there, frontend)) {
        Process parked = there.dial(frontend.workers(), polls("parked", 3));
        Process late = there.dial(frontend.workers(), polls("late", 1));
        Process waitsForRun = here.dial(frontend.clients(), request("runs"));
        await(here, frontend, "waits", "waiting", 5);
        await(here, frontend, "runs", "running", 1);
        await(here, frontend, "parked", "workersWaiting", 3);
        await(here, frontend, "late", "workersWaiting", 1);

        long vanished = System.nanoTime();
        there.vanish();
        // Goes to the worker that is no more: that it is not acknowledged tells.
        Process waitsForLate = here.dial(frontend.clients(), request("late"));

        within(vanished, "the client is gone", is(here, frontend, "waits", "waiting", 0));
        assertThat(figure(here, frontend, "waits", "disconnect")).isEqualTo(5);
        within(vanished, "the parked are gone", is(here, frontend, "parked", "workersWaiting", 0));
        within(vanished, "the run has an answer", () -> !waitsForRun.isAlive());
        within(vanished, "the late one has an answer", () -> !waitsForLate.isAlive());
        within(vanished, "the client has ended", () -> !client.isAlive());
        within(vanished, "the backend has ended", () -> !backend.isAlive());

        assertThat(error(waitsForRun)).contains("'pod-7'", "'node-b'", "vanished");
        assertThat(error(waitsForLate)).contains("'pod-8'", "'node-b'", "vanished");
        for (String queue : List.of("waits", "runs", "parked", "late")) {
          assertThat(figure(here, frontend, queue, "running")).as(queue).isZero();
          assertThat(figure(here, frontend, queue, "workersWaiting")).as(queue).isZero();
        }
        assertThat(client.exitCode(10)).isEqualTo(3);
        assertThat(client.stderr()).contains("lost the frontend");
        assertThat(client.stdout()).contains("0 succeeded, 5 failed, 0 outstanding");
        assertThat(backend.exitCode(10)).isEqualTo(3);
        assertThat(parked.isAlive() || late.isAlive()).isTrue(); // They do not look: no keep-alive.
      }
    }
  }

  private static Jar clientOn(Host host, Frontend frontend) {
    Jar client =
        Jar.startIn(
            host.wrapper(),
            "client",
            "-faddr",
            frontend.clients(),
            "-caddr",
            "127.0.0.1:0",
            "-name",
            "waits",
            "--connections",
            "1",
            "-req-now",
            "5",
            "-req-max",
            "5");
    client.awaitLog("control page");
    return client;
  }

  private static Jar backendOn(Host host, Frontend frontend) {
    List<String> wrapper = new ArrayList<>(host.wrapper());
    wrapper.addAll(List.of("env", "MY_POD=pod-7", "MY_NODE=node-b"));
    Jar backend =
        Jar.startIn(
            wrapper,
            "backend",
            "-faddr",
            frontend.workers(),
            "-pod-env",
            "MY_POD",
            "-node-env",
            "MY_NODE",
            "-name",
            "runs",
            "-backoff",
            "1",
            "sleep",
            "600");
    backend.awaitLog("connected to");
    return backend;
  }

  /** Work requests of a session by hand. */
  private static String polls(String queue, int count) {
    StringBuilder polls = new StringBuilder();
    for (int id = 0; id < count; id++) {
      polls.append(
          String.format(
              "{%s\"Id\":%d,\"Queue\":\"%s\",\"Wait\":600,\"Pod\":\"pod-8\",\"Node\":\"node-b\"}%n",
              id == 0 ? "\"KeepAlive\":true," : "", id, queue));
    }
    return polls.toString();
  }

  private static String request(String queue) {
    return "{\"Queue\":\"" + queue + "\",\"Args\":[],\"Limit\":0}";
  }

  private static String error(Process client) {
    return Peer.json(Host.said(client, 0)).path("Error").asString();
  }

  private static void within(long sinceNanos, String what, BooleanSupplier condition) {
    Wait.until(Duration.ofSeconds(60), () -> what, condition);
    assertThat((System.nanoTime() - sinceNanos) / 1e9)
        .as("seconds until %s", what)
        .isLessThan(PROMISED_SECONDS + slack);
  }

  private static void await(Host host, Frontend frontend, String queue, String name, int value) {
    Wait.until(
        Duration.ofSeconds(30),
        () -> queue + " " + name + ": " + value,
        is(host, frontend, queue, name, value));
  }

  private static BooleanSupplier is(
      Host host, Frontend frontend, String queue, String name, int value) {
    return () -> figure(host, frontend, queue, name) == value;
  }

  private static int figure(Host host, Frontend frontend, String queue, String name) {
    String get = "GET /queues HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    String reply = host.exchange(frontend.metrics().replace("http://", ""), get);
    JsonNode queues = Peer.json(reply.substring(reply.indexOf("\r\n\r\n")));
    return queues.path("queues").path(queue).path(name).asInt(-1);
  }
}
