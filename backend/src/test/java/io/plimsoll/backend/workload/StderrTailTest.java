package io.plimsoll.backend.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StderrTailTest {

  private static String result(byte[] written) {
    StderrTail tail = new StderrTail();
    tail.copy(new ByteArrayInputStream(written), OutputStream.nullOutputStream());
    return String.valueOf(tail.result());
  }

  private static String result(String written) {
    return result(written.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void textIsQuotedForJson() {
    assertThat(result("a \"b\"\\\n\tё\u0001"))
        .isEqualTo("{\"stderr\":\"a \\\"b\\\"\\\\\\n\\tё\\u0001\"}");
  }

  @Test
  void nothingWrittenIsNoResult() {
    assertThat(result("")).isEqualTo("null");
  }

  @Test
  void onlyTheLastFourKibibytesAreKept() {
    assertThat(result("lost" + "x".repeat(4095) + "y"))
        .isEqualTo("{\"stderr\":\"" + "x".repeat(4095) + "y\"}");
  }

  @Test
  void aCharacterCutInTwoIsLeftOut() {
    // 4 bytes each; of the first, 3 are within the last 4096.
    assertThat(result("😀" + "x".repeat(4093)))
        .isEqualTo("{\"stderr\":\"" + "x".repeat(4093) + "\"}");
    assertThat(result("😀" + "x".repeat(4092)))
        .isEqualTo("{\"stderr\":\"😀" + "x".repeat(4092) + "\"}");
  }

  @Test
  void bytesThatAreNoTextAreReplaced() {
    assertThat(result(new byte[] {'a', (byte) 0xFF, 'b'})).isEqualTo("{\"stderr\":\"a\uFFFDb\"}");
  }

  @Test
  void everythingIsPassedOnEvenAfterThePassingOnFails() {
    byte[] written = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream through = new ByteArrayOutputStream();
    new StderrTail().copy(new ByteArrayInputStream(written), through);
    assertThat(through.toByteArray()).isEqualTo(written);

    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("nobody listens");
          }
        };
    StderrTail tail = new StderrTail();
    tail.copy(new ByteArrayInputStream(written), broken);
    assertThat(tail.result()).hasToString("{\"stderr\":\"" + "x".repeat(4096) + "\"}");
  }
}
