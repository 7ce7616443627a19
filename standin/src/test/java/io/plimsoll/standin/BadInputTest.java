package io.plimsoll.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BadInputTest {

  private static final String PODS = "/api/v1/namespaces/default/pods";

  private final StandInServer server = StandInServer.start(StandInConfig.onFreePort());
  private final Http http = new Http(server);

  @AfterEach
  void stop() {
    server.close();
  }

  private String raw(byte[] bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private String raw(String text) throws IOException {
    return raw(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void malformedBodiesAreBadRequests() {
    assertThat(http.post(PODS, "{").status()).isEqualTo(400);
    assertThat(http.post(PODS, "[]").status()).isEqualTo(400);
    assertThat(http.post(PODS, "").status()).isEqualTo(400);
    assertThat(http.post(PODS, "{\"metadata\":1}").status()).isEqualTo(400);
    assertThat(http.post(PODS, "[".repeat(10_000)).status()).isEqualTo(400);
    assertThat(http.get(PODS + "?labelSelector=a%20b%20c").status()).isEqualTo(400);
    assertThat(http.get(PODS + "?limit=x").status()).isEqualTo(400);
    assertThat(http.get(PODS + "?continue=x").status()).isEqualTo(400);
  }

  @Test
  void aBodyOfAnotherKindIsABadRequest() {
    Http.Answer kind = http.post(PODS, "{\"kind\":\"Service\",\"metadata\":{\"name\":\"a\"}}");
    assertThat(kind.status()).isEqualTo(400);
    assertThat(kind.at("/message")).contains("cannot be handled as a Pod");
    Http.Answer version = http.post(PODS, "{\"apiVersion\":\"v2\",\"metadata\":{\"name\":\"a\"}}");
    assertThat(version.status()).isEqualTo(400);
    assertThat(version.at("/message"))
        .isEqualTo("the API version in the data (v2) does not match the expected API version (v1)");
  }

  @Test
  void namesThatObjectsCannotHaveAreInvalid() {
    Http.Answer name = http.post(PODS, "{\"metadata\":{\"name\":\"A_b\"}}");
    assertThat(name.status()).isEqualTo(422);
    assertThat(name.at("/reason")).isEqualTo("Invalid");
    assertThat(http.post(PODS, "{\"metadata\":{}}").at("/message"))
        .isEqualTo(
            "Pod \"\" is invalid: metadata.name: Required value: name or generateName is required");
  }

  @Test
  void unknownPathsMethodsAndMediaTypesAreRefused() {
    assertThat(http.get("/nope").status()).isEqualTo(404);
    assertThat(http.get("/api/v1/nopes").at("/message"))
        .isEqualTo("the server could not find the requested resource");
    assertThat(http.get("/apis/none/v1/pods").status()).isEqualTo(404);
    assertThat(http.get(PODS + "/a/nope").status()).isEqualTo(404);
    assertThat(http.send("PURGE", PODS, "", "application/json").status()).isEqualTo(405);
    assertThat(http.put(PODS, "{}").status()).isEqualTo(405);
    assertThat(http.send("POST", PODS, "{}", "text/csv").status()).isEqualTo(415);
    http.post(PODS, "{\"metadata\":{\"name\":\"a\"}}");
    assertThat(http.patch(PODS + "/a", "json", "{}").status()).isEqualTo(415);
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedInFull() {
    String large = "{\"metadata\":{\"name\":\"" + "a".repeat(3 << 20) + "\"}}";
    Http.Answer answer = http.post(PODS, large);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.at("/reason")).isEqualTo("RequestEntityTooLarge");
    assertThat(http.get(PODS).status()).isEqualTo(200);
  }

  @Test
  void aHeadThatIsTooLargeIsRefused() throws IOException {
    assertThat(raw("GET /" + "a".repeat(70_000) + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 431 ");
    assertThat(raw("GET / HTTP/1.1\r\nX: " + "a".repeat(70_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ");
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      requests.append("GET /api/v1/namespaces/n" + i + " HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    requests.append("GET /readyz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    String answers = raw(requests.toString());
    int at = 0;
    for (int i = 0; i < 50; i++) {
      at = answers.indexOf("\"namespaces \\\"n" + i + "\\\" not found\"", at);
      assertThat(at).as("answer %s", i).isPositive();
    }
    assertThat(answers).endsWith("ok");
  }

  @Test
  void hostileBytesDoNotKillIt() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[random.nextInt(2000)];
      random.nextBytes(bytes);
      byte[] start =
          i % 2 == 0
              ? new byte[0]
              : "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      byte[] all = new byte[start.length + bytes.length];
      System.arraycopy(start, 0, all, 0, start.length);
      System.arraycopy(bytes, 0, all, start.length, bytes.length);
      try {
        raw(all);
      } catch (SocketException reset) {
        // As good an answer as any.
      }
    }
    assertThat(http.get("/readyz").body()).isEqualTo("ok");
  }
}
