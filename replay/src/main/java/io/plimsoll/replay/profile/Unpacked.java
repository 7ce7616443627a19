package io.plimsoll.replay.profile;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A stream without its gzip, if it has one, and with a bound on how long it gets. */
public final class Unpacked extends InputStream {

  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;
  private static final int BUFFER_BYTES = 64 << 10;

  private final InputStream source;
  private final boolean packed;
  private final long maxBytes;

  /** The source, or what unpacks it; made when the first byte is asked for. */
  private @Nullable InputStream content;

  private long bytes;

  private Unpacked(InputStream source, boolean packed, long maxBytes) {
    this.source = source;
    this.packed = packed;
    this.maxBytes = maxBytes;
  }

  /**
   * Looks at the first two bytes to tell whether a stream is packed.
   *
   * @param in closed with the result, also if this fails
   * @param maxBytes most bytes that may come out; one more fails, so that a small file that unpacks
   *     without end is refused
   */
  public static InputStream of(InputStream in, long maxBytes) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER_BYTES);
    try {
      buffered.mark(2);
      boolean packed = buffered.read() == GZIP_MAGIC_1 && buffered.read() == GZIP_MAGIC_2;
      buffered.reset();
      return new Unpacked(buffered, packed, maxBytes);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count;
    try {
      if (content == null) {
        content = packed ? new GZIPInputStream(new Members(source), BUFFER_BYTES) : source;
      }
      count = content.read(target, offset, length);
    } catch (EOFException | ZipException e) {
      throw packed ? bad(e) : e;
    }
    bytes += Math.max(0, count);
    if (bytes > maxBytes) {
      throw new BadInputException(
          "longer than " + maxBytes + " bytes unpacked (expected: at most --max-profile)");
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    InputStream open = content == null ? source : content;
    open.close();
  }

  private static BadInputException bad(IOException e) {
    String problem =
        e instanceof EOFException
            ? "gzip that ends too early (expected: the whole file)"
            : "broken gzip: " + e.getMessage() + " (expected: an intact file)";
    return new BadInputException(problem, e);
  }

  /**
   * Always says that there may be more. The unpacker takes the end of one member for the end of all
   * when nothing happens to be buffered just then.
   */
  private static final class Members extends FilterInputStream {

    Members(InputStream in) {
      super(in);
    }

    @Override
    public int available() throws IOException {
      return Math.max(1, super.available());
    }
  }
}
