package io.plimsoll.client.control;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.plimsoll.client.load.Load;
import io.plimsoll.client.load.Snapshot;
import io.plimsoll.http.HttpCall;
import io.plimsoll.http.HttpCall.EventStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The statistics once a second to everyone who listens, made once for all of them. Confined to the
 * event loop of the control port. While nobody listens there is no timer.
 */
final class EventFeed {

  private final Load load;
  private final EventLoop loop;
  private final List<EventStream> streams = new ArrayList<>();
  private @Nullable ScheduledFuture<?> timer;

  /** The last one made; empty before the first. */
  private String lastEvent = "";

  EventFeed(Load load, EventLoop loop) {
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
    if (timer == null) {
      timer = loop.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
      tick();
    } else if (!lastEvent.isEmpty()) {
      // Less than a second old: who asks again and again does not make work for the load.
      stream.send(lastEvent);
    }
  }

  private void tick() {
    streams.removeIf(stream -> !stream.isOpen());
    if (!streams.isEmpty()) {
      load.snapshot(loop).thenAcceptAsync(this::send, loop);
    } else if (timer != null) {
      timer.cancel(false);
      timer = null;
      lastEvent = "";
    }
  }

  private void send(Snapshot snapshot) {
    lastEvent = Json.write(snapshot);
    streams.forEach(stream -> stream.send(lastEvent));
  }
}
