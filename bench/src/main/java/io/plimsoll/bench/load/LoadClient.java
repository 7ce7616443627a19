package io.plimsoll.bench.load;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** A session client: as many requests as its window holds, or so many a second. */
final class LoadClient extends Connection {

  private static final byte[] ID = Json.bytes("\"Id\":");
  private static final byte[] GOOD = Json.bytes("\"Retcode\":0");

  /** Between two looks at what is due. */
  private static final long TICK_NANOS = 1_000_000;

  private final List<String> queues;
  private final Outstanding outstanding;
  private final Histogram latencies;
  private final StringBuilder text = new StringBuilder(128);
  private int next;
  private boolean saturating;
  private long runs;
  long answered;
  long failed;

  /**
   * @param queues each gets the same share
   * @param window most requests outstanding
   * @param latencies where times from due to answer go, in nanoseconds
   */
  LoadClient(
      Loop loop, InetSocketAddress to, List<String> queues, int window, Histogram latencies) {
    super(loop, to, Pace.FULL);
    this.queues = queues;
    this.outstanding = new Outstanding(window);
    this.latencies = latencies;
  }

  /** Keeps the window full from now on. */
  void saturate() {
    saturating = true;
    long now = System.nanoTime();
    while (outstanding.hasRoom()) {
      request(now);
    }
  }

  /** Sends so many a second from now on; what does not fit into the window is late. */
  void pace(double perSecond) {
    long run = ++runs;
    tick(run, System.nanoTime(), 0, TimeUnit.SECONDS.toNanos(1) / perSecond);
  }

  private void tick(long run, long begun, long sent, double everyNanos) {
    if (run != runs || !isOpen()) {
      return;
    }
    long now = System.nanoTime();
    long number = sent;
    long due;
    while (outstanding.hasRoom() && (due = begun + (long) (number * everyNanos)) - now <= 0) {
      request(due);
      number++;
    }
    long sentNow = number;
    loop().after(TICK_NANOS, () -> tick(run, begun, sentNow, everyNanos));
  }

  /** Sends nothing new. */
  void stop() {
    saturating = false;
    runs++;
  }

  int outstanding() {
    return outstanding.size();
  }

  private void request(long due) {
    long id = outstanding.add(due);
    next = next + 1 == queues.size() ? 0 : next + 1;
    text.setLength(0);
    text.append("{\"KeepAlive\":true,\"Id\":").append(id);
    text.append(",\"Queue\":\"").append(queues.get(next));
    send(text.append("\",\"Args\":[\"0\"]}\n"));
  }

  @Override
  protected void object(byte[] bytes, int from, int to) {
    long id = Json.number(bytes, from, to, ID);
    if (!outstanding.contains(id)) {
      throw new IllegalStateException("an answer to nothing: " + text(bytes, from, to));
    }
    long now = System.nanoTime();
    latencies.recordValue(Math.max(0, now - outstanding.since(id)));
    outstanding.remove(id);
    answered++;
    failed += Json.has(bytes, from, to, GOOD) ? 0 : 1;
    if (saturating) {
      request(now);
    }
  }

  @Override
  protected void closed() {
    if (outstanding.size() > 0) {
      throw new IllegalStateException("the frontend closed a busy session");
    }
  }
}
