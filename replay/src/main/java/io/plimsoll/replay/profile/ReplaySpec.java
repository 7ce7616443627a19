package io.plimsoll.replay.profile;

/**
 * How a replay profile is to be run.
 *
 * @param runnerCount partitions, &gt; 0
 * @param connsPerRunner connections per runner, &gt; 0
 * @param clientsPerRunner requests in flight per runner, &gt;= 0; 0 = {@code connsPerRunner}
 * @param contentType what the server is asked to answer with
 * @param disableHttp2 whether HTTP/2 is not even offered
 */
public record ReplaySpec(
    int runnerCount,
    int connsPerRunner,
    int clientsPerRunner,
    ContentType contentType,
    boolean disableHttp2) {

  /** A server has 65,536 ports for one address to connect from. */
  public static final int MAX_CONNECTIONS = 65_536;

  /** Each takes some KiB; far beyond what a runner can keep busy. */
  public static final int MAX_CLIENTS = 1_000_000;

  /** Requests that may be in flight at a time, per runner. */
  public int inFlight() {
    return clientsPerRunner == 0 ? connsPerRunner : clientsPerRunner;
  }
}
