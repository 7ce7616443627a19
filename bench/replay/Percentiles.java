import io.plimsoll.stats.LatencyStats;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Percentiles of a histogram of a report, in milliseconds. The histogram comes in on standard input.
 *
 * <pre>
 * jq -r .histograms.lateness REPORT | java -cp client.jar bench/replay/Percentiles.java 50 99.9
 * </pre>
 */
public final class Percentiles {

  private Percentiles() {}

  /** Prints one line, with a space between two percentiles. */
  public static void main(String[] args) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    LatencyStats stats = LatencyStats.decode(in.readLine());
    StringBuilder line = new StringBuilder();
    for (String percent : args) {
      double millis = stats.percentileNanos(Double.parseDouble(percent)) / 1e6;
      line.append(line.length() == 0 ? "" : " ").append(String.format(Locale.ROOT, "%.2f", millis));
    }
    System.out.println(line);
  }
}
