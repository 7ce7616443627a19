package io.plimsoll.bench.load;

import java.net.InetSocketAddress;
import java.util.List;

/** A session worker that replies to each item at once. */
final class LoadWorker extends Connection {

  private static final byte[] ID = Json.bytes("\"Id\":");
  private static final byte[] EMPTY = Json.bytes("\"Empty\":true");

  /** Longer than any measurement. */
  private static final int WAIT_SECONDS = 3600;

  private final List<String> queues;
  private final StringBuilder text = new StringBuilder(256);

  /**
   * @param pollsOfEach work requests outstanding for each queue
   */
  LoadWorker(Loop loop, InetSocketAddress to, List<String> queues, int pollsOfEach) {
    super(loop, to, Pace.FULL);
    this.queues = queues;
    for (int id = 0; id < pollsOfEach * queues.size(); id++) {
      ask(id);
    }
  }

  /** The Id says for which queue, so it is used again and again. */
  private void ask(long id) {
    text.setLength(0);
    text.append("{\"KeepAlive\":true,\"Id\":").append(id);
    text.append(",\"Queue\":\"").append(queues.get((int) (id % queues.size())));
    text.append("\",\"Wait\":").append(WAIT_SECONDS);
    send(text.append(",\"Pod\":\"p\",\"Node\":\"n\"}\n"));
  }

  @Override
  protected void object(byte[] bytes, int from, int to) {
    long id = Json.number(bytes, from, to, ID);
    if (!Json.has(bytes, from, to, EMPTY)) {
      text.setLength(0);
      text.append("{\"Id\":").append(id);
      send(text.append(",\"Pod\":\"p\",\"Node\":\"n\",\"Runtime\":0,\"Retcode\":0}\n"));
    }
    ask(id);
  }

  @Override
  protected void closed() {}
}
