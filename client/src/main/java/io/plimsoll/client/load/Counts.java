package io.plimsoll.client.load;

import java.util.List;

/**
 * How often each of many texts was seen.
 *
 * @param top the most frequent, most frequent first
 * @param other how often the remaining ones together
 */
public record Counts(List<Count> top, long other) {

  /**
   * One text.
   *
   * @param name the text, as it came from the network
   * @param count how often
   */
  public record Count(String name, long count) {}

  public Counts {
    top = List.copyOf(top);
  }
}
