package io.plimsoll.client.course;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.plimsoll.client.load.Change;
import io.plimsoll.client.load.Load;
import io.plimsoll.client.load.Outcome;
import io.plimsoll.client.load.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows a load once a second. It works on a loop of its own, not the load's, as percentiles and
 * packing take time. Made on any thread; all else is confined to that loop unless it says
 * otherwise.
 */
public final class Recorder implements LiveCourse {

  private final Load load;
  private final EventLoop loop;
  private final Timeline timeline = new Timeline();
  private final List<BiConsumer<Sample, List<Change>>> listeners = new ArrayList<>();
  private final List<Consumer<Sample>> detailed = new ArrayList<>();
  private @Nullable ScheduledFuture<?> timer;
  private boolean ended;

  /**
   * @param loop where it works
   */
  public Recorder(Load load, EventLoop loop) {
    this.load = load;
    this.loop = loop;
  }

  /** Begins. Called once, on any thread, when the load starts. */
  public void start() {
    loop.execute(() -> timer = loop.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS));
  }

  @Override
  public void listen(BiConsumer<Sample, List<Change>> listener) {
    assert loop.inEventLoop();
    listeners.add(listener);
  }

  /** Calls back on the loop with every sample from now on, with histograms. */
  public void listenInDetail(Consumer<Sample> listener) {
    detailed.add(listener);
  }

  @Override
  public CompletableFuture<Course> course() {
    return CompletableFuture.supplyAsync(this::onCourse, loop);
  }

  /** The whole course of a load that has ended. For any thread. */
  public CompletableFuture<Course> finish(Outcome outcome) {
    return CompletableFuture.supplyAsync(
        () -> {
          if (!ended) {
            ended = true;
            if (timer != null) {
              timer.cancel(false);
            }
            record(outcome.last(), timeline::end);
          }
          return onCourse();
        },
        loop);
  }

  private Course onCourse() {
    assert loop.inEventLoop();
    return new Course(timeline.samples(), timeline.changes());
  }

  /**
   * Takes what came since the last time, for those who have many loads followed at the same seconds
   * and do without {@link #start}.
   *
   * @return completes on the loop with what came; null when the load is over
   */
  public CompletableFuture<@Nullable Sample> tick() {
    return load.tick()
        .thenApplyAsync(tick -> tick == null ? null : record(tick, timeline::add), loop);
  }

  private Sample record(Tick tick, Consumer<Sample> into) {
    Sample sample = Sample.of(tick);
    into.accept(sample);
    timeline.add(tick.changes());
    detailed.forEach(listener -> listener.accept(sample));
    Sample shown = sample.withoutHistograms();
    listeners.forEach(listener -> listener.accept(shown, tick.changes()));
    return sample;
  }
}
