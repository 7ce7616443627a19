package io.plimsoll.frontend.server;

import io.plimsoll.cli.Text;
import io.plimsoll.frontend.queue.Maxima;
import io.plimsoll.frontend.queue.QueueSnapshot;
import io.plimsoll.wire.Transport;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a line per queue at an interval, and at the end. */
final class StatisticsLog {

  private static final Logger LOG = LoggerFactory.getLogger(StatisticsLog.class);

  private final QueueDirectory queues;

  /**
   * @param transport whose loops time the lines
   * @param intervalNanos 0 = only at the end
   */
  StatisticsLog(QueueDirectory queues, Transport transport, long intervalNanos) {
    this.queues = queues;
    if (intervalNanos > 0) {
      transport
          .loops()
          .next()
          .scheduleAtFixedRate(
              () -> queues.all().forEach(q -> q.closeLogPeriod().thenAccept(StatisticsLog::log)),
              intervalNanos,
              intervalNanos,
              TimeUnit.NANOSECONDS);
    }
  }

  /** The final lines; waits until they are written. */
  void last() {
    queues.all().forEach(queue -> log(queue.closeLogPeriod().join()));
  }

  private static void log(QueueSnapshot queue) {
    LOG.info("{}", line(queue));
  }

  /** One line, and who ran longest. */
  static String line(QueueSnapshot queue) {
    QueueSnapshot.Counts counts = queue.counts();
    Maxima maxima = queue.maxima();
    String line =
        String.format(
            Locale.ROOT,
            "queue %s: waiting %d, running %d, success %d, failure %d, disconnect %d,"
                + " max wait %.3f s, max run %.3f s, max total %.3f s",
            queue.name(),
            queue.waiting(),
            queue.running(),
            counts.success(),
            counts.failure(),
            counts.disconnect(),
            maxima.waitSeconds(),
            maxima.runSeconds(),
            maxima.totalSeconds());
    return maxima.node().isEmpty()
        ? line
        : line + ", longest run on node " + shown(maxima.node()) + " pod " + shown(maxima.pod());
  }

  private static String shown(String name) {
    return Text.printable(name);
  }
}
