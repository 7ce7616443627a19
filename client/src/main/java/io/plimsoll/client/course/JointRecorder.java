package io.plimsoll.client.course;

import io.netty.channel.EventLoop;
import io.plimsoll.client.load.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * The course of several loads together, as {@link Recorder}s of each of them tell it. Made on any
 * thread; all else is confined to their loop unless it says otherwise.
 */
public final class JointRecorder implements LiveCourse {

  private final EventLoop loop;
  private final Timeline timeline = new Timeline();
  private final List<Sample> samples = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<BiConsumer<Sample, List<Change>>> listeners = new ArrayList<>();
  private double fromSeconds;

  /**
   * @param loop of the recorders
   */
  public JointRecorder(EventLoop loop) {
    this.loop = loop;
  }

  /** What one load did since the last cut, or in a part of that time; with histograms. */
  public void add(Sample sample) {
    assert loop.inEventLoop();
    samples.add(sample);
  }

  /** Something that was done to the load as a whole. */
  public void add(Change change) {
    assert loop.inEventLoop();
    changes.add(change);
  }

  /**
   * Makes one sample of all since the last cut.
   *
   * @param toSeconds now, since the first load began
   * @param running the last samples of those loads that still run
   */
  public void cut(double toSeconds, List<Sample> running) {
    assert loop.inEventLoop();
    Sample joint = Sample.joint(fromSeconds, toSeconds, samples, running);
    List<Change> since = List.copyOf(changes);
    fromSeconds = toSeconds;
    samples.clear();
    changes.clear();
    timeline.add(joint);
    timeline.add(since);
    Sample shown = joint.withoutHistograms();
    listeners.forEach(listener -> listener.accept(shown, since));
  }

  @Override
  public void listen(BiConsumer<Sample, List<Change>> listener) {
    assert loop.inEventLoop();
    listeners.add(listener);
  }

  @Override
  public CompletableFuture<Course> course() {
    return CompletableFuture.supplyAsync(
        () -> new Course(timeline.samples(), timeline.changes()), loop);
  }
}
