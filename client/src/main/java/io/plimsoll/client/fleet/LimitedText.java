package io.plimsoll.client.fleet;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** The body of an answer as text, of which no more is taken than a limit. */
final class LimitedText implements BodySubscriber<String> {

  private final BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
  private final long mostBytes;
  private @Nullable Subscription subscription;
  private long bytes;

  private LimitedText(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Fails with an {@link IOException} if the body is longer. */
  static BodyHandler<String> of(long mostBytes) {
    return head -> new LimitedText(mostBytes);
  }

  @Override
  public CompletionStage<String> getBody() {
    return text.getBody();
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    text.onSubscribe(given);
  }

  @Override
  public void onNext(List<ByteBuffer> part) {
    bytes += part.stream().mapToLong(ByteBuffer::remaining).sum();
    if (bytes <= mostBytes) {
      text.onNext(part);
    } else if (subscription != null) {
      subscription.cancel();
      subscription = null;
      text.onError(new IOException("more than " + mostBytes + " bytes"));
    }
  }

  @Override
  public void onError(Throwable error) {
    text.onError(error);
  }

  @Override
  public void onComplete() {
    text.onComplete();
  }
}
