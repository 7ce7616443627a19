package io.plimsoll.client.control;

import io.netty.channel.EventLoop;
import io.plimsoll.client.course.Sample;
import io.plimsoll.client.load.Change;
import io.plimsoll.client.load.LiveRun;
import io.plimsoll.client.load.LoadState;
import io.plimsoll.client.load.Period;
import io.plimsoll.client.load.Snapshot;
import io.plimsoll.http.HttpCall;
import io.plimsoll.http.HttpCall.EventStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statistics once a second to everyone who listens, made once for all of them. Confined to the
 * event loop of the control port.
 */
final class EventFeed {

  /**
   * What one event says.
   *
   * @param sample the last second; null in the very first event
   * @param changes what was done to the load in it
   * @param adjustable whether a user may change the load
   */
  private record Event(
      LoadState load,
      Period period,
      @Nullable Sample sample,
      List<Change> changes,
      boolean adjustable) {}

  private final LiveRun load;
  private final EventLoop loop;
  private final List<EventStream> streams = new ArrayList<>();

  /** The last one made; empty while nobody listens. */
  private String lastEvent = "";

  EventFeed(LiveRun load, EventLoop loop) {
    this.load = load;
    this.loop = loop;
  }

  /** Answers with events from now on, the first at once. */
  void add(HttpCall call) {
    assert loop.inEventLoop();
    EventStream stream = call.events();
    if (!stream.isOpen()) {
      return;
    }
    streams.add(stream);
    if (lastEvent.isEmpty()) {
      load.snapshot(loop).thenAcceptAsync(now -> send(now, null, List.of()), loop);
    } else {
      // Less than a second old: who asks again and again does not make work for the load.
      stream.send(lastEvent);
    }
  }

  /** A second is over. */
  void onSecond(Sample sample, List<Change> changes) {
    streams.removeIf(stream -> !stream.isOpen());
    if (streams.isEmpty()) {
      lastEvent = "";
    } else {
      load.snapshot(loop).thenAcceptAsync(now -> send(now, sample, changes), loop);
    }
  }

  private void send(Snapshot now, @Nullable Sample sample, List<Change> changes) {
    lastEvent =
        Json.write(new Event(now.load(), now.period(), sample, changes, load.adjustable() != null));
    streams.forEach(stream -> stream.send(lastEvent));
  }
}
