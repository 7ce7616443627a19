package io.plimsoll.backend.workload;

import io.plimsoll.replay.profile.ProfileSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads a source once for several partitions: what the first of them reads is kept for the others,
 * so that all are of the same profile. The file is deleted as soon as it is open. One thread.
 */
final class ProfileCopy implements AutoCloseable {

  private final Path folder;
  private final FileChannel file;

  private ProfileCopy(Path folder, FileChannel file) {
    this.folder = folder;
    this.file = file;
  }

  static ProfileCopy in(Path folder) throws IOException {
    try {
      Path path = Files.createTempFile(folder, "plimsoll-", ".profile");
      try {
        return new ProfileCopy(
            folder, FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
      } finally {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  /** The original, opened now; keeps what is read from it. */
  ProfileSource keeping(ProfileSource original, long maxBytes) throws IOException {
    return source(new Keeping(original.open(maxBytes)));
  }

  /** What was kept, from its start. */
  ProfileSource kept() throws IOException {
    return source(
        new FilterInputStream(Channels.newInputStream(file.position(0))) {
          @Override
          public void close() {
            // The next partition reads the same file.
          }
        });
  }

  /** A source that can be opened once, as standard input can. */
  private static ProfileSource source(InputStream in) {
    return ProfileSource.parse(ProfileSource.STDIN, in);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static IOException failed(Path folder, IOException e) {
    return new IOException(
        "--spool: " + folder + ": " + e.getMessage() + " (expected: a folder with room for it)", e);
  }

  /** Writes down what is read. */
  private final class Keeping extends FilterInputStream {

    Keeping(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      if (count > 0) {
        keep(ByteBuffer.wrap(target, offset, count));
      }
      return count;
    }

    @Override
    public long skip(long bytes) throws IOException {
      return readNBytes((int) Math.min(bytes, MAX_SKIP)).length;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    private void keep(ByteBuffer bytes) throws IOException {
      try {
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      } catch (IOException e) {
        throw failed(folder, e);
      }
    }
  }

  /** Nobody skips; should one, it is by reading. */
  private static final int MAX_SKIP = 1 << 16;
}
