package io.plimsoll.replay.profile;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Requests in a temporary file. The file is deleted as soon as it is open, so that nothing stays
 * behind whatever happens to the program; its space is free again when it is closed.
 */
final class Spool implements AutoCloseable {

  /** Large enough that the writes themselves cost nothing. */
  private static final int BUFFER_BYTES = 256 << 10;

  private final Path folder;
  private final FileChannel file;
  private final RequestCodec codec = new RequestCodec();
  private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long flushed;

  private Spool(Path folder, FileChannel file) {
    this.folder = folder;
    this.file = file;
  }

  static Spool open(Path folder) throws IOException {
    try {
      Path path = Files.createTempFile(folder, "plimsoll-", ".spool");
      try {
        return new Spool(
            folder, FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
      } finally {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  /** Where the next request will start. */
  long position() {
    return flushed + buffer.position();
  }

  /** Appends a request; says how many bytes it takes. */
  int write(ReplayRequest request) throws IOException {
    byte[] bytes = codec.encode(request);
    if (bytes.length > buffer.remaining()) {
      flush();
    }
    if (bytes.length > buffer.remaining()) {
      writeFully(ByteBuffer.wrap(bytes));
    } else {
      buffer.put(bytes);
    }
    return bytes.length;
  }

  /** Ends the writing. */
  void finish() throws IOException {
    flush();
    buffer = ByteBuffer.allocate(0);
  }

  ReplayRequest read(long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, offset + bytes.position()) < 0) {
        throw failed(folder, new EOFException("the spool file has become shorter"));
      }
    }
    return codec.decode(bytes.flip());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void flush() throws IOException {
    writeFully(buffer.flip());
    buffer.clear();
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        flushed += file.write(bytes, flushed);
      }
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  private static IOException failed(Path folder, IOException e) {
    String reason = e.getMessage() == null ? e.toString() : e.getMessage();
    if (!reason.contains(folder.toString())) {
      reason = folder + ": " + reason;
    }
    return new IOException(
        "--spool: " + reason + " (expected: a folder with room for the profile's bodies)", e);
  }
}
