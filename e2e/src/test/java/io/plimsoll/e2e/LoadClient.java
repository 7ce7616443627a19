package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A client that drives queue sleep, and what it has counted since it started. */
final class LoadClient implements AutoCloseable {

  /** For a fault to be over and the load to go on, on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Jar jar;
  private final String control;

  private LoadClient(Jar jar) {
    this.jar = jar;
    this.control = jar.awaitLog("control page: (http://\\S+)/");
  }

  /**
   * Starts one.
   *
   * @param frontend the frontend's client port, or a proxy's
   */
  static LoadClient start(String frontend, int parallelism, String... args) {
    String requests = Integer.toString(parallelism);
    List<String> all = new ArrayList<>(List.of("-faddr", frontend, "-caddr", "127.0.0.1:0"));
    all.addAll(List.of("-req-now", requests, "-req-max", requests));
    all.addAll(List.of(args));
    return new LoadClient(Jar.start("client", all.toArray(String[]::new)));
  }

  Jar jar() {
    return jar;
  }

  long started() {
    return total("startedTotal");
  }

  long succeeded() {
    return total("succeededTotal");
  }

  long failed() {
    return total("failedTotal");
  }

  int outstanding() {
    return load().path("outstanding").asInt();
  }

  /** The figures of the load. */
  JsonNode load() {
    return Http.json(control + "/stats?type=json").path("load");
  }

  /** The texts with which requests have failed. Gone after {@link #settle}. */
  List<String> errors() {
    JsonNode errors = Http.json(control + "/stats?type=json").path("period").path("errors");
    return errors.path("top").valueStream().map(each -> each.path("name").asString()).toList();
  }

  private long total(String name) {
    return load().path(name).asLong(-1);
  }

  /** Waits until so many more have succeeded than now. */
  void awaitMore(int requests) {
    long wanted = succeeded() + requests;
    Wait.until(PATIENCE, () -> wanted + " succeeded: " + load(), () -> succeeded() >= wanted);
  }

  /** Starts nothing more, waits for what is outstanding, and checks that nothing is missing. */
  void settle() {
    Http.get(control + "/parallelism?value=0");
    Wait.until(PATIENCE, () -> "none outstanding: " + load(), () -> outstanding() == 0);
    JsonNode load = load();
    assertThat(load.path("succeededTotal").asLong() + load.path("failedTotal").asLong())
        .as("%s", load)
        .isEqualTo(load.path("startedTotal").asLong());
    assertThat(jar.isAlive()).as(jar.stderr()).isTrue();
  }

  @Override
  public void close() {
    jar.close();
  }
}
