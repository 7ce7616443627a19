package io.plimsoll.client.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adjusts probabilities of several tests, so that the smallest is right for all of them together,
 * whether they depend on each other or not: S. Holm, A simple sequentially rejective multiple test
 * procedure, Scandinavian Journal of Statistics 6, 1979. Pure.
 */
final class Holm {

  private Holm() {}

  /**
   * Adjusts all at once.
   *
   * @param probabilities in any order; NaN for a test that was not made, which does not count
   * @return adjusted, in the same order
   */
  static List<Double> adjust(List<Double> probabilities) {
    List<Double> adjusted = new ArrayList<>(probabilities);
    List<Integer> smallestFirst =
        IntStream.range(0, probabilities.size())
            .boxed()
            .filter(i -> !probabilities.get(i).isNaN())
            .sorted(Comparator.comparing(probabilities::get))
            .toList();
    double least = 0;
    for (int rank = 0; rank < smallestFirst.size(); rank++) {
      int at = smallestFirst.get(rank);
      least = Math.max(least, Math.min(1, probabilities.get(at) * (smallestFirst.size() - rank)));
      adjusted.set(at, least);
    }
    return adjusted;
  }
}
