package io.plimsoll.replay.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BookmarkFinderTest {

  private static final byte[] STREAM =
      ("{\"type\":\"ADDED\",\"name\":\"kk8s.io/initialk8s.io/initial-events-en\"}\n"
              + "{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{\"annotations\":"
              + "{\"k8s.io/initial-events-end\":\"true\"}}}}\n")
          .getBytes(StandardCharsets.US_ASCII);

  private static final int END =
      new String(STREAM, StandardCharsets.US_ASCII).indexOf("events-end\"") + "events-end".length();

  @Test
  void bookmarkIsFoundWhereverTheStreamIsCut() {
    for (int cut = 0; cut <= STREAM.length; cut++) {
      BookmarkFinder finder = new BookmarkFinder();
      assertThat(finder.find(Arrays.copyOf(STREAM, cut))).isEqualTo(cut >= END);
      assertThat(finder.find(Arrays.copyOfRange(STREAM, cut, STREAM.length))).isTrue();
    }
  }

  @Test
  void bookmarkIsFoundByteByByteAndStaysFound() {
    BookmarkFinder finder = new BookmarkFinder();
    for (int i = 0; i < STREAM.length; i++) {
      assertThat(finder.find(new byte[] {STREAM[i]})).isEqualTo(i + 1 >= END);
    }
  }

  /** What the finder's short way of starting anew rests on. */
  @Test
  void firstCharacterComesNowhereElseInTheText() {
    assertThat("k8s.io/initial-events-end".lastIndexOf('k')).isZero();
  }
}
