package io.plimsoll.kfp;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** The body of an answer, of which no more is taken than a limit. */
final class LimitedBody implements BodySubscriber<byte[]> {

  private final BodySubscriber<byte[]> taken = BodySubscribers.ofByteArray();
  private final long mostBytes;
  private @Nullable Subscription subscription;
  private long bytes;

  private LimitedBody(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Fails with an {@link IOException} if the body is longer. */
  static BodyHandler<byte[]> of(long mostBytes) {
    return head -> new LimitedBody(mostBytes);
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return taken.getBody();
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    taken.onSubscribe(given);
  }

  @Override
  public void onNext(List<ByteBuffer> part) {
    bytes += part.stream().mapToLong(ByteBuffer::remaining).sum();
    if (bytes <= mostBytes) {
      taken.onNext(part);
    } else if (subscription != null) {
      subscription.cancel();
      subscription = null;
      taken.onError(new IOException("answer of more than " + mostBytes + " bytes"));
    }
  }

  @Override
  public void onError(Throwable error) {
    taken.onError(error);
  }

  @Override
  public void onComplete() {
    taken.onComplete();
  }
}
