package io.plimsoll.frontend.server;

import io.plimsoll.frontend.metrics.PortFigures;
import io.plimsoll.wire.AcceptGuard;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts and limits the connections of one port. Thread-safe; touched per connection, never per
 * message.
 */
final class PortCounters implements AcceptGuard.Gate {

  /** Why the frontend closed a connection, or did not take it. */
  enum Rejected {
    /** More than {@code --max-connections}. */
    MAX_CONNECTIONS,
    /** No whole message within the first-message time-out. */
    NO_MESSAGE,
    /** A message was begun and not finished in that time. */
    UNFINISHED_MESSAGE,
    /** Did not read for the write time-out. */
    NO_PROGRESS,
    /** Did not read, with too much waiting for it. */
    TOO_MUCH_UNSENT,
    /** Broke the protocol. */
    BAD_INPUT,
    /** Spoke plain text to a TLS port. */
    PLAIN_TEXT,
    /** Spoke TLS to a port for plain text. */
    UNEXPECTED_TLS,
    /** A TLS handshake failed: no certificate, one that is not trusted, nothing in common. */
    TLS_HANDSHAKE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final String port;
  private final AtomicInteger openOnAllPorts;
  private final int maxOnAllPorts;
  private final LongAdder accepted = new LongAdder();
  private final LongAdder closed = new LongAdder();
  private final Map<Rejected, LongAdder> rejected = new EnumMap<>(Rejected.class);

  /**
   * @param openOnAllPorts shared by the ports that the limit is for
   * @param maxOnAllPorts most connections of these ports together
   */
  PortCounters(String port, AtomicInteger openOnAllPorts, int maxOnAllPorts) {
    this.port = port;
    this.openOnAllPorts = openOnAllPorts;
    this.maxOnAllPorts = maxOnAllPorts;
    for (Rejected reason : Rejected.values()) {
      rejected.put(reason, new LongAdder());
    }
  }

  @Override
  public boolean admit() {
    if (openOnAllPorts.incrementAndGet() > maxOnAllPorts) {
      openOnAllPorts.decrementAndGet();
      rejected(Rejected.MAX_CONNECTIONS);
      return false;
    }
    accepted.increment();
    return true;
  }

  @Override
  public void released() {
    closed.increment();
    openOnAllPorts.decrementAndGet();
  }

  void rejected(Rejected reason) {
    LongAdder counter = rejected.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }

  PortFigures figures() {
    Map<String, Long> reasons = new LinkedHashMap<>();
    rejected.forEach((reason, count) -> reasons.put(reason.label(), count.sum()));
    long total = accepted.sum();
    return new PortFigures(port, total, total - closed.sum(), reasons);
  }
}
