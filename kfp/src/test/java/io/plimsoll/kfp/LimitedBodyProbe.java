package io.plimsoll.kfp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;

/** Reads an answer with a limit below its length, and with one that fits. */
final class LimitedBodyProbe {

  private LimitedBodyProbe() {}

  static void check(URI uri, long below, long length) {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    assertThatThrownBy(() -> client.send(request, LimitedBody.of(below)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answer of more than " + below + " bytes");
    try {
      assertThat(client.send(request, LimitedBody.of(length)).body()).hasSize((int) length);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
