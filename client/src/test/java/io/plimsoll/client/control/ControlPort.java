package io.plimsoll.client.control;

import static io.plimsoll.client.testing.FakeFrontend.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.plimsoll.cli.HostPort;
import io.plimsoll.client.course.Recorder;
import io.plimsoll.client.report.LoadReporter;
import io.plimsoll.client.testing.FakeFrontend;
import io.plimsoll.client.testing.FakeFrontend.Peer;
import io.plimsoll.client.testing.TestLoad;
import io.plimsoll.http.HttpPort;
import io.plimsoll.wire.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import tools.jackson.databind.json.JsonMapper;

/** A control port with a little behind it, and ways to ask it: what its tests share. */
abstract class ControlPort {

  static final JsonMapper MAPPER = new JsonMapper();
  static final HttpClient HTTP = HttpClient.newHttpClient();
  static final String EVIL = "<script>alert(1)</script> & 'x'";

  private final FakeFrontend frontend = new FakeFrontend();
  final TestLoad load = new TestLoad(frontend);
  private final Transport transport = Transport.start("control", 1);

  final HostPort address;
  final Peer peer;

  /** One success and one failure have been answered, one request is outstanding. */
  ControlPort() {
    this(ControlToken.NONE);
  }

  /** The same, with a token. */
  ControlPort(ControlToken token) {
    load.start();
    EventLoop loop = transport.loops().next();
    Recorder recorder = new Recorder(load.load(), loop);
    recorder.start();
    address =
        HttpPort.listen(
                transport,
                new HostPort("127.0.0.1", 0),
                "-caddr",
                new ControlApi(
                    load.load(),
                    recorder,
                    new LoadReporter(load.load(), recorder, List.of(), Instant.now()),
                    loop,
                    token))
            .address();
    peer = frontend.accept();
    peer.write(
        "{\"Id\":"
            + id(peer.object())
            + ",\"Pod\":\"pod <1>\",\"Node\":\"node <a>\",\"Device\":\"card <0>\","
            + "\"Waittime\":0.5,\"Runtime\":0.25}\n");
    peer.write(
        "{\"Id\":"
            + id(peer.object())
            + ",\"Error\":\""
            + EVIL
            + "\",\"Retcode\":1,\"Node\":\"node <a>\"}\n");
    peer.object();
    load.await(now -> now.period().failed() == 1);
  }

  @AfterEach
  void close() {
    transport.close();
    load.close();
    frontend.close();
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address + path)).GET();
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  String body(String path) {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  static String contentType(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  int statusOf(String request) throws IOException {
    try (Socket socket = new Socket(address.host(), address.port())) {
      socket.setSoTimeout(20_000);
      send(socket, request);
      return Integer.parseInt(reader(socket).readLine().split(" ")[1]);
    }
  }

  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }
}
