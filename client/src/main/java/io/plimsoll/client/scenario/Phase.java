package io.plimsoll.client.scenario;

import io.plimsoll.client.load.Access;
import io.plimsoll.client.load.Ends;
import io.plimsoll.client.load.LoadConfig;
import io.plimsoll.client.load.Shape;
import io.plimsoll.client.load.Work;
import io.plimsoll.client.report.Threshold;
import java.time.Duration;
import java.util.List;

/**
 * A load from one time of a scenario to another.
 *
 * @param name what its scenario's other phases are not called
 * @param start since the scenario's
 * @param work what every request asks for
 * @param shape how much; a ramp takes the whole phase
 * @param ends its warm-up, and its duration, which is greater than 0
 * @param connections sessions to spread the requests over
 * @param thresholds what is asked of its figures
 */
record Phase(
    String name,
    Duration start,
    Work work,
    Shape shape,
    Ends ends,
    int connections,
    List<Threshold> thresholds) {

  Phase {
    thresholds = List.copyOf(thresholds);
  }

  /** When it starts no more requests, since the scenario's start. */
  Duration end() {
    return start.plus(ends.duration());
  }

  boolean isOpen() {
    return shape.ratePerSecond() > 0;
  }

  /** Requests in parallel, or starts per second if it is open. */
  Level level() {
    double to = isOpen() ? shape.ratePerSecond() : shape.parallelism();
    return new Level(shape.ramp().isZero() ? to : shape.rampFrom(), to);
  }

  /** The load that this is, against a frontend. */
  LoadConfig config(Access access) {
    return new LoadConfig(
        new Access(access.frontend(), connections, access.retry(), access.classic(), access.tls()),
        work,
        shape,
        ends);
  }
}
