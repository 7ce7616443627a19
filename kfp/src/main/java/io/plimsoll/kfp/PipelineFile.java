package io.plimsoll.kfp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A pipeline as it is uploaded.
 *
 * @param name tells the server of what form it is
 * @param bytes YAML, or an archive of it; shared: must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record PipelineFile(String name, byte[] bytes) {

  /** The server's limit. */
  public static final int MOST_BYTES = 32 << 20;

  /**
   * @throws IllegalArgumentException if it is empty or too large
   */
  public PipelineFile {
    if (bytes.length == 0 || bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          name + ": " + bytes.length + " bytes (expected: 1 to " + MOST_BYTES + ")");
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is empty or too large
   */
  public static PipelineFile read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new PipelineFile(String.valueOf(file.getFileName()), in.readNBytes(MOST_BYTES + 1));
    }
  }

  /**
   * The same pipeline, in which no task takes the result of an earlier run: a run that does ends at
   * once, and its time says nothing.
   *
   * <p>A run of an uploaded pipeline has no such option: whether a task may do so stands in the
   * file, and nowhere else. Nothing but these words is changed.
   *
   * @throws IllegalArgumentException if it is no YAML, or an archive, in which they cannot be
   *     changed
   */
  public PipelineFile withoutCaching() {
    if (isArchive()) {
      throw new IllegalArgumentException(
          name
              + ": an archive keeps its caching options (expected: a YAML file, or caching left as"
              + " it is)");
    }
    try {
      String text = new String(bytes, StandardCharsets.UTF_8);
      return new PipelineFile(name, Caching.off(text).getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  /** Zip or gzip, as the server tells them. */
  private boolean isArchive() {
    return bytes.length > 1
        && ((bytes[0] == 'P' && bytes[1] == 'K')
            || ((bytes[0] & 0xFF) == 0x1F && (bytes[1] & 0xFF) == 0x8B));
  }
}
