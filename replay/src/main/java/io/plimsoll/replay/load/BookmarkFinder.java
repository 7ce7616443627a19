package io.plimsoll.replay.load;

import java.nio.charset.StandardCharsets;

/**
 * Finds the annotation of the bookmark that ends the initial events of a watch, in whatever pieces
 * the stream comes. The text is the same in JSON and in Protobuf.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/using-api/api-concepts/#streaming-lists">Streaming
 *     lists</a>
 */
final class BookmarkFinder {

  /*
   * No character of this text but the first is a "k" that could begin it anew without having been
   * looked at: after a mismatch only the current byte may be a new beginning. See the test.
   */
  private static final byte[] TEXT =
      "k8s.io/initial-events-end".getBytes(StandardCharsets.US_ASCII);

  private int matched;

  /** Whether the bookmark has come with these bytes or before. */
  boolean find(byte[] bytes) {
    for (int i = 0; i < bytes.length && matched < TEXT.length; i++) {
      byte b = bytes[i];
      matched = b == TEXT[matched] ? matched + 1 : b == TEXT[0] ? 1 : 0;
    }
    return matched == TEXT.length;
  }
}
