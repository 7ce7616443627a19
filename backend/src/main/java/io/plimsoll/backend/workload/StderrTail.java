package io.plimsoll.backend.workload;

import io.plimsoll.protocol.RawJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Passes on what a program writes to its standard error and keeps the last 4 KiB of it.
 * Thread-safe: what has been kept so far can be asked for while the copying goes on.
 */
final class StderrTail {

  /** Enough for an error message and the lines before it. */
  static final int BYTES = 4096;

  private final byte[] ring = new byte[BYTES];
  private long written;

  /** Copies until the end of {@code in}, then closes it. A failing {@code out} gets no more. */
  void copy(InputStream in, OutputStream out) {
    byte[] buffer = new byte[BYTES];
    OutputStream through = out;
    try (in) {
      int length;
      while ((length = in.read(buffer)) >= 0) {
        keep(buffer, length);
        try {
          through.write(buffer, 0, length);
        } catch (IOException nobodyListens) {
          through = OutputStream.nullOutputStream();
        }
      }
    } catch (IOException ended) {
      // The program is gone.
    }
  }

  private synchronized void keep(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      ring[(int) (written++ % BYTES)] = bytes[i];
    }
  }

  /** {@code {"stderr":"…"}}, or null if nothing was written. */
  synchronized @Nullable RawJson result() {
    if (written == 0) {
      return null;
    }
    int length = (int) Math.min(written, BYTES);
    byte[] tail = new byte[length];
    for (int i = 0; i < length; i++) {
      tail[i] = ring[(int) ((written - length + i) % BYTES)];
    }
    int start = written > BYTES ? firstWholeCharacter(tail) : 0;
    // Decoding replaces invalid bytes, so that the text is always fit for JSON.
    String text = new String(tail, start, length - start, StandardCharsets.UTF_8);
    char[] quoted = JsonStringEncoder.getInstance().quoteAsCharArray(text);
    return RawJson.of("{\"stderr\":\"" + new String(quoted) + "\"}");
  }

  /** The rest of a character that was cut in two is at most 3 bytes, 10xxxxxx each. */
  private static int firstWholeCharacter(byte[] utf8) {
    int i = 0;
    while (i < 3 && (utf8[i] & 0xC0) == 0x80) {
      i++;
    }
    return i;
  }
}
