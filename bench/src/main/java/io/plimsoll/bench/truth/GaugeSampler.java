package io.plimsoll.bench.truth;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Adds up how many requests wait in each queue, over time, from the frontend's gauge: the same
 * figure as {@code hpa_queue_waiting}. Looks a hundred times a second at most. A thread of its own
 * from {@link #start} to {@link #stop}; the figures are there afterwards.
 */
final class GaugeSampler {

  private static final long PAUSE_MILLIS = 9;

  private final Web web;
  private final String url;
  private final Thread thread = new Thread(this::run, "sampler");
  private final Map<String, Double> requestSeconds = new HashMap<>();
  private volatile boolean stopped;
  private double seconds;

  /**
   * @param frontend its status port, as a URL without a path
   */
  GaugeSampler(Web web, String frontend) {
    this.web = web;
    this.url = frontend + "/queues";
  }

  void start() {
    thread.start();
  }

  /** Ends it, and waits for the end. */
  void stop() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many waited in this queue on average. */
  double meanWaiting(String queue) {
    return seconds == 0 ? 0 : requestSeconds.getOrDefault(queue, 0.0) / seconds;
  }

  private void run() {
    long last = System.nanoTime();
    while (!stopped) {
      Pause.millis(PAUSE_MILLIS);
      JsonNode queues = web.get(url).path("queues");
      long now = System.nanoTime();
      double since = (now - last) / 1e9;
      last = now;
      seconds += since;
      for (Map.Entry<String, JsonNode> queue : queues.properties()) {
        double waiting = queue.getValue().path("waiting").asDouble();
        requestSeconds.merge(queue.getKey(), waiting * since, Double::sum);
      }
    }
  }
}
