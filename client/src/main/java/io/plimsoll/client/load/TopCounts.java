package io.plimsoll.client.load;

import io.plimsoll.client.load.Counts.Count;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts texts from the network in bounded memory: the most frequent by name, the rest together.
 * The counts always sum to what was counted. Confined to the load's event loop.
 */
final class TopCounts {

  /** A longer text is cut: a reply's error may be a megabyte. */
  static final int TEXT_CHARS = 300;

  /** A text must be among so many times the shown to be remembered at all. */
  private static final int KEPT_PER_SHOWN = 10;

  private static final Comparator<Count> MOST_FIRST =
      Comparator.comparingLong(Count::count).reversed().thenComparing(Count::name);

  /*
   * When the table is full, the less frequent half goes to the others in one pass, so that each new
   * text costs constant time on average, and a text that becomes frequent late still gets in: it
   * has to be seen more than once while half a table of new ones comes by.
   */
  private final Map<String, Long> counts = new HashMap<>();
  private final int shown;
  private long other;

  /**
   * @param shown most texts that {@link #counts()} names
   */
  TopCounts(int shown) {
    this.shown = shown;
  }

  /** An independent copy. */
  TopCounts copy() {
    TopCounts copy = new TopCounts(shown);
    copy.counts.putAll(counts);
    copy.other = other;
    return copy;
  }

  void count(String text) {
    counts.merge(cut(text), 1L, Long::sum);
    if (counts.size() > shown * KEPT_PER_SHOWN) {
      List<Count> kept = sorted(shown * KEPT_PER_SHOWN / 2);
      other += counts.values().stream().mapToLong(Long::longValue).sum();
      counts.clear();
      for (Count entry : kept) {
        counts.put(entry.name(), entry.count());
        other -= entry.count();
      }
    }
  }

  /** How many texts are remembered. */
  int remembered() {
    return counts.size();
  }

  Counts counts() {
    List<Count> top = sorted(shown);
    long all = other + counts.values().stream().mapToLong(Long::longValue).sum();
    return new Counts(top, all - top.stream().mapToLong(Count::count).sum());
  }

  private List<Count> sorted(int most) {
    return counts.entrySet().stream()
        .map(entry -> new Count(entry.getKey(), entry.getValue()))
        .sorted(MOST_FIRST)
        .limit(most)
        .toList();
  }

  /** At most {@link #TEXT_CHARS} characters, and no half of a surrogate pair. */
  static String cut(String text) {
    if (text.length() <= TEXT_CHARS) {
      return text;
    }
    boolean half = Character.isHighSurrogate(text.charAt(TEXT_CHARS - 1));
    return text.substring(0, half ? TEXT_CHARS - 1 : TEXT_CHARS) + "...";
  }
}
