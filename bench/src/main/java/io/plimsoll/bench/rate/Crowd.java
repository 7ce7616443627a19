package io.plimsoll.bench.rate;

/** What very many requests at once cost the client that waits for their replies. */
final class Crowd {

  private static final double MIB = 1 << 20;

  /** Java holds on to what it once had: a second look says what it settles at. */
  private static final double SETTLE_SECONDS = 3;

  private final RatedClient client;
  private final Tables tables;

  Crowd(RatedClient client, Tables tables) {
    this.client = client;
    this.tables = tables;
  }

  void measure(int requests) {
    tables.line(
        "| %-30s | %14s | %14s | %20s | %20s |",
        "state", "resident MiB", "live heap MiB", "resident each", "heap each");
    tables.line("| %-30s | %14s | %14s | %20s | %20s |", "-----", "---:", "---:", "---:", "---:");
    // The live heap last: to count it is a full collection, which gives memory back.
    long residentBefore = client.residentBytes();
    long liveBefore = client.liveBytes().orElse(0);
    tables.line(
        "| %-30s | %14.0f | %14.1f | %20s | %20s |",
        "nothing outstanding", residentBefore / MIB, liveBefore / MIB, "", "");
    client.set("parallelism", requests);
    client.await("all outstanding", load -> load.get("outstanding").asInt() == requests);
    RatedClient.pause(SETTLE_SECONDS);
    long resident = client.residentBytes();
    long live = client.liveBytes().orElse(0);
    tables.line(
        "| %-30s | %14.0f | %14.1f | %14d bytes | %14d bytes |",
        String.format(java.util.Locale.ROOT, "%,d outstanding", requests),
        resident / MIB,
        live / MIB,
        (resident - residentBefore) / requests,
        (live - liveBefore) / requests);
    if (live == 0) {
      tables.line("HEAP NOT MEASURED: no jcmd beside this Java (expected: a JDK)");
    }
    int outstanding = client.statistics().get("load").get("outstanding").asInt();
    long failed = client.statistics().get("period").get("failed").asLong();
    tables.line("");
    tables.goal(
        outstanding == requests && failed == 0,
        "%,d outstanding and %d failed in the end (goal: %,d and 0)",
        outstanding,
        failed,
        requests);
    client.set("parallelism", 0);
  }
}
