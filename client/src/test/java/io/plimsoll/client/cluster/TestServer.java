package io.plimsoll.client.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.plimsoll.replay.execute.Target;
import io.plimsoll.replay.execute.TargetOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that answers everything in one way. */
final class TestServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private TestServer(HttpHandler handler) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
  }

  static TestServer of(HttpHandler handler) throws IOException {
    return new TestServer(handler);
  }

  static TestServer of(int status, String body) throws IOException {
    return new TestServer(exchange -> answer(exchange, status, body));
  }

  static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Cluster cluster(AnswerLimits limits) throws IOException {
    return new Cluster(Target.of(TargetOptions.ofServer(url())), "lab", limits);
  }

  Cluster cluster() throws IOException {
    return new Cluster(Target.of(TargetOptions.ofServer(url())), "lab");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
