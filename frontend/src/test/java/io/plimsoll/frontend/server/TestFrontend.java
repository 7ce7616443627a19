package io.plimsoll.frontend.server;

import io.plimsoll.cli.HostPort;
import io.plimsoll.frontend.external.ExternalMetricsConfig;
import io.plimsoll.protocol.Limits;
import io.plimsoll.wire.TlsConfig;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A frontend on free ports of this machine, and what its status page says. */
final class TestFrontend implements AutoCloseable {

  /** For what is to happen soon: nobody waits so long unless it does not happen. */
  private static final Duration SOON = Duration.ofSeconds(20);

  /** What a test may change; the rest is as on the command line. */
  static final class Setup {
    List<String> queues = List.of("sleep");
    Duration logInterval = Duration.ZERO;
    Duration classicWait = Duration.ZERO;
    Duration drain = Duration.ofSeconds(30);
    Duration firstMessage = Duration.ofSeconds(10);
    Duration ready = Duration.ofSeconds(60);
    Duration write = Duration.ofSeconds(10);
    @Nullable TlsConfig tls;
    @Nullable ExternalMetricsConfig external;
    int capacity;
    int redeliver;
    int maxRequest = Limits.REQUEST_BYTES;
    int maxReply = Limits.REPLY_BYTES;
    int maxConnections = 10_000;

    /** 0 = two, if there are queues for two: messages then hop, however small the machine is. */
    int loops;

    TestFrontend start() {
      HostPort any = new HostPort("localhost", 0);
      return new TestFrontend(
          Frontend.start(
              new FrontendConfig(
                  any,
                  any,
                  any,
                  logInterval.toNanos(),
                  capacity,
                  classicWait.toNanos(),
                  ready.toNanos(),
                  redeliver,
                  drain.toNanos(),
                  maxRequest,
                  maxReply,
                  maxConnections,
                  firstMessage.toNanos(),
                  write.toNanos(),
                  loops > 0 ? loops : Math.min(2, queues.size()),
                  tls,
                  external,
                  queues.stream().map(QueueSpec::parse).toList())));
    }
  }

  private final Frontend frontend;

  private TestFrontend(Frontend frontend) {
    this.frontend = frontend;
  }

  static TestFrontend withQueues(String... names) {
    Setup setup = new Setup();
    setup.queues = List.of(names);
    return setup.start();
  }

  Frontend frontend() {
    return frontend;
  }

  Peer client() {
    return Peer.connect(frontend.clientAddress());
  }

  Peer worker() {
    return Peer.connect(frontend.workerAddress());
  }

  /** The answer to a GET, head and body. */
  String get(String path, String... headers) {
    String head =
        Stream.concat(Stream.of("Host: x", "Connection: close"), Stream.of(headers))
            .reduce("GET " + path + " HTTP/1.1", (a, b) -> a + "\r\n" + b);
    return http(head + "\r\n\r\n");
  }

  /** Whatever comes back for {@code bytes} until the connection is closed. */
  String http(String bytes) {
    try (Peer peer = Peer.connect(frontend.metricsAddress())) {
      return peer.send(bytes).rest();
    }
  }

  /** One figure of one queue on {@code /queues}. */
  long figure(String queue, String name) {
    String page = get("/queues");
    String part = page.substring(page.indexOf("\"" + queue + "\":{"));
    return number(part, "\"" + name + "\":(\\d+)");
  }

  /** Waits until a figure has a value: what is on its way to the queue is then there. */
  void await(String queue, String name, long value) {
    until(() -> figure(queue, name) == value, queue + " " + name + " = " + value);
  }

  /** One sample of {@code /metrics}. */
  long metric(String sample) {
    return number(get("/metrics"), Pattern.quote(sample) + " (\\d+)");
  }

  void awaitMetric(String sample, long value) {
    until(() -> metric(sample) == value, sample + " = " + value);
  }

  private static void until(BooleanSupplier condition, String what) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > SOON.toNanos()) {
        throw new AssertionError("never came: " + what);
      }
    }
  }

  private static long number(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new AssertionError(pattern + " not found in " + text);
    }
    return Long.parseLong(matcher.group(1));
  }

  @Override
  public void close() {
    frontend.close();
  }
}
