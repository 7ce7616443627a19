package io.plimsoll.bench.compare;

/** Clients and workers on their connections, from start to stop. One for each run. */
interface Load {

  /** Connects everyone, workers first, and begins to ask. Returns when all have begun. */
  void start() throws Exception;

  /** Asks nothing more, waits until all that was asked is answered, and disconnects everyone. */
  void stop() throws Exception;
}
