package io.plimsoll.bench.soak;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

/** What a soak did, as a table. */
final class SoakReport {

  private SoakReport() {}

  static void print(PrintStream out, Soak soak, double minutes) {
    out.printf(Locale.ROOT, "%.1f minutes, %,d jobs answered%n%n", minutes, soak.answered());
    row(out, "queue", "sent", "success", "failure", "withdrawals", "withdrawn", "left", "dropped");
    row(out, "-----", "---:", "---:", "---:", "---:", "---:", "---:", "---:");
    for (SoakQueue queue : SoakQueue.values()) {
      Tally t = soak.tally(queue);
      row(
          out,
          queue.queueName(),
          Arrays.stream(
                  new long[] {
                    t.sent, t.succeeded, t.failed, t.withdrawals, t.withdrawn, t.leavers, t.dropped
                  })
              .mapToObj(n -> String.format(Locale.ROOT, "%,d", n))
              .toArray(String[]::new));
    }
    out.printf(
        Locale.ROOT,
        "%nworkers killed: %,d with %,d items; items returned: %,d; work requests taken back: %,d;"
            + " items of classic workers: %,d%n",
        soak.kills,
        soak.itemsKilled,
        soak.returned,
        soak.takenBack,
        soak.classicItems);
  }

  private static void row(PrintStream out, String first, String... cells) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "| %-8s |", first));
    for (String cell : cells) {
      line.append(String.format(Locale.ROOT, " %11s |", cell));
    }
    out.println(line);
  }
}
