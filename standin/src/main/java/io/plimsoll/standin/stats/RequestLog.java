package io.plimsoll.standin.stats;

import io.plimsoll.cli.CommandException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Every request as a line of JSON in a file, in the order in which they were answered. Thread-safe:
 * guarded by its monitor. Lines wait in a buffer until {@link #flush()}.
 */
public final class RequestLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;
  private boolean failed;

  private RequestLog(OutputStream out) {
    this.out = out;
  }

  /**
   * Starts a file over.
   *
   * @throws CommandException if it cannot be written
   */
  public static RequestLog to(Path file) {
    try {
      return new RequestLog(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
    } catch (IOException e) {
      throw CommandException.usage("--record", file, "a file that can be written");
    }
  }

  /**
   * Adds a request.
   *
   * @param arrivedNanos since 1970
   * @param endedNanos since 1970
   * @param status 0 = there was no answer
   */
  public void add(long arrivedNanos, long endedNanos, String method, String uri, int status) {
    String line =
        JsonNodeFactory.instance
                .objectNode()
                .put("time", arrivedNanos)
                .put("end", endedNanos)
                .put("method", method)
                .put("uri", uri)
                .put("status", status)
            + "\n";
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    synchronized (this) {
      try {
        out.write(bytes);
      } catch (IOException e) {
        onFailure(e);
      }
    }
  }

  /** Makes what was added so far visible to readers of the file. */
  public synchronized void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      onFailure(e);
    }
  }

  private void onFailure(IOException e) {
    if (!failed) {
      failed = true;
      LOG.warn("--record: requests are lost: {}", e.toString());
    }
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      onFailure(e);
    }
  }
}
