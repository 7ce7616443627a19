package io.plimsoll.replay.profile;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an HTTP answer as a stream that waits only so long for the next byte. The HTTP
 * client's own stream waits for ever.
 *
 * <p>The client's thread puts parts into the queue, one thread reads them. The next part is asked
 * for when the one before has been taken, so that no more than two are in memory.
 */
final class FetchedStream extends InputStream implements Flow.Subscriber<List<ByteBuffer>> {

  /** What the client's thread passes on: bytes, or the end, with an error or without. */
  private record Part(List<ByteBuffer> bytes, boolean last, @Nullable Throwable error) {}

  private final String name;
  private final Duration idleTimeout;
  private final long length;
  private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription subscription;
  private Part part = new Part(List.of(), false, null);
  private int next;
  private long bytesRead;
  private volatile boolean closed;

  /**
   * @param length as the server announced it; -1 = it did not
   */
  FetchedStream(String name, Duration idleTimeout, long length) {
    this.name = name;
    this.idleTimeout = idleTimeout;
    this.length = length;
  }

  @Override
  public void onSubscribe(Flow.Subscription source) {
    subscription = source;
    if (closed) {
      source.cancel();
    } else {
      source.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    parts.add(new Part(bytes, false, null));
  }

  @Override
  public void onError(Throwable error) {
    parts.add(new Part(List.of(), true, error));
  }

  @Override
  public void onComplete() {
    parts.add(new Part(List.of(), true, null));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      while (next < part.bytes.size()) {
        ByteBuffer bytes = part.bytes.get(next);
        if (bytes.hasRemaining()) {
          int count = Math.min(length, bytes.remaining());
          bytes.get(target, offset, count);
          bytesRead += count;
          return count;
        }
        next++;
      }
      if (part.last) {
        if (part.error != null) {
          throw lost(part.error);
        }
        return -1;
      }
      await();
    }
  }

  @Override
  public void close() {
    closed = true;
    Flow.Subscription source = subscription;
    if (source != null) {
      source.cancel();
    }
  }

  private IOException lost(Throwable error) {
    // What the client says of a body that is cut off is made for those who program it.
    String how =
        length < 0
            ? " bytes: " + error.getMessage()
            : " of " + length + " bytes (expected: the whole profile)";
    return new IOException(name + ": connection lost after " + bytesRead + how, error);
  }

  private void await() throws IOException {
    Part received;
    try {
      received = parts.poll(idleTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(name + ": interrupted");
    }
    if (received == null) {
      close();
      throw new IOException(
          name
              + ": no byte for "
              + idleTimeout.toMillis()
              + " ms (expected: a server that sends the whole profile)");
    }
    part = received;
    next = 0;
    if (!received.last) {
      requireNonNull(subscription).request(1);
    }
  }
}
