package io.plimsoll.kfp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What there is on a server, of each kind the newest, looked up again when it is old: so that
 * random GETs ask for what exists. Thread-safe; callers at the same time share one look-up.
 */
final class Inventory {

  /** Others create and delete meanwhile. */
  static final Duration FRESH = Duration.ofSeconds(10);

  /** Versions are listed for each pipeline; of so many. */
  private static final int PIPELINES_WITH_VERSIONS = 5;

  private final KfpApi api;
  private final LongSupplier nanoClock;
  private final Map<GetKind, Listed> known = new EnumMap<>(GetKind.class);

  private record Listed(CompletableFuture<List<Item>> items, long atNanos) {}

  /**
   * Something that can be got.
   *
   * @param parent of a version: its pipeline; else empty
   */
  record Item(String parent, String id) {}

  Inventory(KfpApi api, LongSupplier nanoClock) {
    this.api = api;
    this.nanoClock = nanoClock;
  }

  /** What there is of that kind; shared, and not to be cancelled. */
  synchronized CompletableFuture<List<Item>> of(GetKind kind) {
    long now = nanoClock.getAsLong();
    @Nullable Listed listed = known.get(kind);
    if (listed == null
        || now - listed.atNanos >= FRESH.toNanos()
        || listed.items.isCompletedExceptionally()) {
      listed = new Listed(list(kind), now);
      known.put(kind, listed);
    }
    return listed.items;
  }

  /** Something of that kind was gone: the next caller looks again. */
  synchronized void forget(GetKind kind) {
    known.remove(kind);
  }

  private CompletableFuture<List<Item>> list(GetKind kind) {
    return switch (kind) {
      case PIPELINES ->
          api.pipelines(PageQuery.newest())
              .thenApply(page -> page.items().stream().map(one -> new Item("", one.id())).toList());
      case EXPERIMENTS ->
          api.experiments(PageQuery.newest())
              .thenApply(page -> page.items().stream().map(one -> new Item("", one.id())).toList());
      case RUNS ->
          api.runs(PageQuery.newest())
              .thenApply(page -> page.items().stream().map(one -> new Item("", one.id())).toList());
      case VERSIONS -> api.pipelines(PageQuery.newest()).thenCompose(this::versions);
    };
  }

  private CompletableFuture<List<Item>> versions(Page<Pipeline> pipelines) {
    CompletableFuture<List<Item>> all = CompletableFuture.completedFuture(List.of());
    for (Pipeline pipeline : pipelines.items().stream().limit(PIPELINES_WITH_VERSIONS).toList()) {
      CompletableFuture<Page<PipelineVersion>> found =
          api.versions(pipeline.id(), PageQuery.newest());
      all =
          all.thenCombine(
              found,
              (before, page) -> {
                List<Item> together = new ArrayList<>(before);
                page.items().forEach(one -> together.add(new Item(one.pipelineId(), one.id())));
                return together;
              });
    }
    return all;
  }
}
