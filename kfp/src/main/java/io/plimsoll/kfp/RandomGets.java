package io.plimsoll.kfp;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * GETs of what exists, drawn at random: first a kind, each as likely, then one of its newest
 * objects; of a kind of which there is nothing, the list. Thread-safe.
 */
public final class RandomGets {

  private final KfpApi api;
  private final Inventory inventory;
  private final RandomGenerator random;
  private final LongSupplier nanoClock;

  /**
   * What one came to.
   *
   * @param status of the answer, 0 if there was none
   * @param latencyNanos from sending to the whole answer, repetitions and their pauses included
   * @param error empty if it succeeded
   */
  public record Got(GetKind kind, int status, long latencyNanos, String error) {}

  /**
   * Contacts nobody yet.
   *
   * @param random used under a lock
   */
  public RandomGets(KfpApi api, RandomGenerator random) {
    this(api, random, System::nanoTime);
  }

  RandomGets(KfpApi api, RandomGenerator random, LongSupplier nanoClock) {
    this.api = api;
    this.random = random;
    this.nanoClock = nanoClock;
    inventory = new Inventory(api, nanoClock);
  }

  /**
   * One of them.
   *
   * @param kinds to draw from, not empty
   * @return never fails: what does is told; so is a look-up of what there is
   */
  public CompletableFuture<Got> next(List<GetKind> kinds) {
    GetKind kind = kinds.get(draw(kinds.size()));
    long begun = nanoClock.getAsLong();
    return inventory
        .of(kind)
        .thenCompose(items -> get(kind, items))
        .exceptionally(failure -> got(kind, nanoClock.getAsLong() - begun, failure));
  }

  private static Got got(GetKind kind, long tookNanos, Throwable failure) {
    KfpException refused = KfpException.of(failure);
    return new Got(kind, refused.status(), tookNanos, String.valueOf(refused.getMessage()));
  }

  private CompletableFuture<Got> get(GetKind kind, List<Inventory.Item> items) {
    long begun = nanoClock.getAsLong();
    CompletableFuture<?> answer =
        items.isEmpty() ? list(kind) : get(kind, items.get(draw(items.size())));
    return answer.handle(
        (found, failure) -> {
          long took = nanoClock.getAsLong() - begun;
          if (failure == null) {
            return new Got(kind, 200, took, "");
          }
          if (KfpException.of(failure).isNotFound()) {
            inventory.forget(kind);
          }
          return got(kind, took, failure);
        });
  }

  private CompletableFuture<?> get(GetKind kind, Inventory.Item item) {
    return switch (kind) {
      case PIPELINES -> api.pipeline(item.id());
      case VERSIONS -> api.version(item.parent(), item.id());
      case EXPERIMENTS -> api.experiment(item.id());
      case RUNS -> api.run(item.id());
    };
  }

  private CompletableFuture<?> list(GetKind kind) {
    return switch (kind) {
      case PIPELINES, VERSIONS -> api.pipelines(PageQuery.newest());
      case EXPERIMENTS -> api.experiments(PageQuery.newest());
      case RUNS -> api.runs(PageQuery.newest());
    };
  }

  private int draw(int bound) {
    synchronized (random) {
      return random.nextInt(bound);
    }
  }
}
