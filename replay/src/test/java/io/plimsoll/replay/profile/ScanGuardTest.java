package io.plimsoll.replay.profile;

import static io.plimsoll.replay.profile.Profiles.GET_A;
import static io.plimsoll.replay.profile.Profiles.HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanGuardTest {

  /** As long as the default lets a profile be; a test that reads it all does not end. */
  private static final long ENDLESS = LoadOptions.DEFAULT_MAX_BYTES;

  private static final String BLANKS =
      "profile: more than 1048576 characters of blanks and comments begin here or below (expected:"
          + " fewer in a row)";

  private static final String TOO_LONG =
      "profile: a text of more than 33554432 characters begins here or below (expected: at most"
          + " 16777216 in a body)";

  @ParameterizedTest
  @ValueSource(strings = {" ", "\n", "\r\n", " \t \n", "# nothing\n", "  # a: b\n\n", "#"})
  void aGzipBombOfBlanksOrCommentsIsRefusedWhereItBegins(String nothing) throws Exception {
    Repeated text = new Repeated(HEAD + GET_A, nothing, ENDLESS);
    assertThat(violation(text)).endsWith(BLANKS).matches("line [45]: .*");
    assertThat(text.bytes()).isLessThan(2 << 20);
    Repeated atOnce = new Repeated("", nothing, ENDLESS);
    assertThat(violation(atOnce)).endsWith(BLANKS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"description: '", "version: 1 #"})
  void aLineWithoutEndIsRefused(String start) throws Exception {
    Repeated text = new Repeated(start, "x y", ENDLESS);
    String found = violation(text);
    assertThat(text.bytes()).isLessThan(40 << 20);
    assertThat(found).isEqualTo("line 1: " + TOO_LONG);
  }

  @Test
  void aLineWithoutEndAndBlanksIsRefusedWithItsLineNumber() throws Exception {
    Repeated text = new Repeated(HEAD + GET_A + "- body: ", "x", ENDLESS);
    assertThat(violation(text)).isEqualTo("line 5: " + TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"body: |\n", "body: '"})
  void aBodyOfLinesWithoutEndIsRefusedWithItsLine(String start) throws Exception {
    Repeated text = new Repeated(HEAD + GET_A + "- " + start, "    some text\n", ENDLESS);
    assertThat(violation(text)).isEqualTo("line 5: " + TOO_LONG);
  }

  @Test
  void aLongLicenceAndBlanksWithinTextsAreGood() throws Exception {
    String comments = "# A licence of many lines, all of them much alike.\n\n".repeat(15_000);
    String body = "x" + " ".repeat(900_000) + "#" + "\n".repeat(900_000);
    String entry = GET_A.replace("GET", "UPDATE").replace("}", ", body: '" + body + "x'}");
    assertThat(Profiles.requests(comments + HEAD + comments + entry + comments + entry + comments))
        .hasSize(2);
  }

  @Test
  void aBodyOfTheLongestKindIsGood() throws Exception {
    String body = "{\"a\":\"" + "'".repeat(Formats.MAX_BODY_CHARS - 8) + "\"}";
    String entry =
        GET_A.replace("GET", "UPDATE").replace("}", ", body: '" + body.replace("'", "''") + "'}");
    assertThat(Profiles.requests(HEAD + entry)).extracting(ReplayRequest::body).contains(body);
  }

  @Test
  void jsonWithoutEndIsReadInConstantMemoryToTheLimit() throws Exception {
    for (String start : new String[] {"{\"description\": \"", "{\"", "{\"a\": 1"}) {
      Repeated text = new Repeated(start, "1", ENDLESS);
      assertThat(violation(text)).startsWith("line 1: profile: not JSON: ");
      assertThat(text.bytes()).isLessThan(40 << 20);
    }
  }

  private static String violation(InputStream in) throws Exception {
    Violations found = ProfileReader.read(in, (index, line, request) -> {});
    assertThat(found.count()).isEqualTo(1);
    return found.kept().get(0).toString();
  }

  /** A text, then another over and over. */
  private static final class Repeated extends InputStream {

    private final byte[] start;
    private final byte[] again;
    private final long length;
    private long at;

    Repeated(String start, String again, long length) {
      this.start = start.getBytes(StandardCharsets.UTF_8);
      this.again = again.repeat(10_000).getBytes(StandardCharsets.UTF_8);
      this.length = length;
    }

    long bytes() {
      return at;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int count) {
      if (at >= length) {
        return -1;
      }
      byte[] part = at < start.length ? start : again;
      int from = (int) (at < start.length ? at : (at - start.length) % again.length);
      int copied = Math.min(count, part.length - from);
      System.arraycopy(part, from, target, offset, copied);
      at += copied;
      return copied;
    }
  }
}
