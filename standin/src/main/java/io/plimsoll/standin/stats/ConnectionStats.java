package io.plimsoll.standin.stats;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Connections by protocol; one counts once its first bytes tell which it speaks. Thread-safe. */
public final class ConnectionStats {

  /** What a connection speaks. */
  public enum Protocol {
    HTTP_1_1("http/1.1"),
    HTTP_2("h2");

    private final String label;

    Protocol(String label) {
      this.label = label;
    }
  }

  private final Map<Protocol, LongAdder> opened = new EnumMap<>(Protocol.class);
  private final Map<Protocol, LongAdder> closed = new EnumMap<>(Protocol.class);

  public ConnectionStats() {
    for (Protocol protocol : Protocol.values()) {
      opened.put(protocol, new LongAdder());
      closed.put(protocol, new LongAdder());
    }
  }

  private static LongAdder of(Map<Protocol, LongAdder> counts, Protocol protocol) {
    return requireNonNull(counts.get(protocol));
  }

  public void opened(Protocol protocol) {
    of(opened, protocol).increment();
  }

  public void closed(Protocol protocol) {
    of(closed, protocol).increment();
  }

  /** Connections since the start. */
  public long openedCount(Protocol protocol) {
    return of(opened, protocol).sum();
  }

  /** Connections that are open now. */
  public long openCount(Protocol protocol) {
    long gone = of(closed, protocol).sum();
    return of(opened, protocol).sum() - gone;
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (Protocol protocol : Protocol.values()) {
      json.putObject(protocol.label)
          .put("opened", openedCount(protocol))
          .put("open", openCount(protocol));
    }
    return json;
  }
}
