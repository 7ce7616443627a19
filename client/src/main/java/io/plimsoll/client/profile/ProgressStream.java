package io.plimsoll.client.profile;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says now and then how much of a long source has been read. */
final class ProgressStream extends FilterInputStream {

  /** Seldom enough not to fill a log. */
  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final String name;
  private final PrintWriter err;
  private final LongSupplier nanoClock;
  private long shownNanos;
  private long bytes;

  ProgressStream(InputStream in, String name, PrintWriter err, LongSupplier nanoClock) {
    super(in);
    this.name = name;
    this.err = err;
    this.nanoClock = nanoClock;
    this.shownNanos = nanoClock.getAsLong();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    bytes += Math.max(0, count);
    long now = nanoClock.getAsLong();
    if (now - shownNanos >= EVERY_NANOS) {
      shownNanos = now;
      err.println(name + ": " + (bytes >> 20) + " MiB read");
      err.flush();
    }
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
