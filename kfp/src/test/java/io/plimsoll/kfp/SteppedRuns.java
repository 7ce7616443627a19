package io.plimsoll.kfp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Runs that a test makes, ends and takes away; every answer takes 30 ms of a stepped time. */
final class SteppedRuns implements RunSource {

  private static final Duration ANSWER = Duration.ofMillis(30);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final SteppedTimeline timeline;
  private final Map<String, Run> runs = new LinkedHashMap<>();

  /** What each request asked for, and when. */
  final List<String> asked = new ArrayList<>();

  final List<Long> askedAtNanos = new ArrayList<>();
  int underWay;
  int mostUnderWay;
  boolean away;

  /** Runs about which every request fails. */
  final Set<String> unreadable = new HashSet<>();

  SteppedRuns(SteppedTimeline timeline) {
    this.timeline = timeline;
  }

  /** A run that is running, created that many seconds after the start. */
  Run add(String id, long second) {
    Run run = run(id, second, RunState.RUNNING);
    runs.put(id, run);
    return run;
  }

  private static Run run(String id, long second, RunState state) {
    Instant created = START.plusSeconds(second);
    return new Run(id, id, "", state, "", created, created, null, List.of());
  }

  void end(String id, RunState state) {
    Run run = runs.get(id);
    if (run == null || run.createdAt() == null) {
      throw new AssertionError(id);
    }
    runs.put(id, run(id, Duration.between(START, run.createdAt()).toSeconds(), state));
  }

  void remove(String id) {
    runs.remove(id);
  }

  @Override
  public CompletableFuture<Page<Run>> runs(PageQuery query) {
    return answer(
        "page",
        () -> {
          List<Run> newestFirst = new ArrayList<>(runs.values());
          Collections.reverse(newestFirst);
          int from = query.token().isEmpty() ? 0 : Integer.parseInt(query.token());
          int to = Math.min(newestFirst.size(), from + query.size());
          String next = to < newestFirst.size() ? Integer.toString(to) : "";
          return new Page<>(newestFirst.subList(from, to), newestFirst.size(), next);
        });
  }

  @Override
  public CompletableFuture<Run> run(String id) {
    return answer(
        id,
        () -> {
          Run run = runs.get(id);
          if (run == null) {
            throw new KfpException(404, "run " + id + " not found");
          }
          return run;
        });
  }

  private <T> CompletableFuture<T> answer(String what, Supplier<T> found) {
    asked.add(what);
    askedAtNanos.add(timeline.nanoTime());
    underWay++;
    mostUnderWay = Math.max(mostUnderWay, underWay);
    CompletableFuture<T> answer = new CompletableFuture<>();
    timeline.schedule(
        ANSWER,
        () -> {
          underWay--;
          if (away || unreadable.contains(what)) {
            answer.completeExceptionally(new KfpException(503, "away"));
            return;
          }
          try {
            answer.complete(found.get());
          } catch (KfpException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }
}
