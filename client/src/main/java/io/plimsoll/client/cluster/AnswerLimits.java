package io.plimsoll.client.cluster;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long an answer may be, and how long it may take. The library reads each whole, and its own
 * time limit is that for the head, so this watches the body.
 *
 * @param mostBytes of one body
 * @param toHead from the request to the head of its answer
 * @param toEnd from the head to the end of the body
 */
record AnswerLimits(long mostBytes, Duration toHead, Duration toEnd) implements Interceptor {

  /** The body of an answer is longer than it may be. */
  static final class TooLongException extends IOException {

    private static final long serialVersionUID = 1;

    TooLongException(long mostBytes) {
      super("more than " + mostBytes + " bytes");
    }
  }

  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(
      AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
    AtomicLong bytes = new AtomicLong();
    return (part, body) -> {
      long length = part.stream().mapToLong(ByteBuffer::remaining).sum();
      if (bytes.addAndGet(length) > mostBytes) {
        throw new TooLongException(mostBytes);
      }
      consumer.consume(part, body);
    };
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    if (response.body() instanceof AsyncBody body) {
      // Fails those who wait for it, and then there is nobody who would read on.
      body.done()
          .orTimeout(toEnd.toNanos(), TimeUnit.NANOSECONDS)
          .whenComplete(
              (done, error) -> {
                if (error != null) {
                  body.cancel();
                }
              });
    }
  }
}
