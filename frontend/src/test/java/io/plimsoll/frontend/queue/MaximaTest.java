package io.plimsoll.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MaximaTest {

  @Test
  void longestOfEachKindIsKeptWithWhoRanLongest() {
    Maxima maxima = new Maxima();
    maxima.waited(3);
    maxima.waited(2);
    maxima.ran(2, 5, "p1", "n1");
    maxima.ran(4, 4, "p2", "n2");
    assertThat(figures(maxima)).containsExactly(3.0, 5.0, 8.0, "p1", "n1");
  }

  @Test
  void mergeDoesNotDependOnTheOrder() {
    Maxima ab = some(1, 2, 3, "a").copy();
    ab.merge(some(3, 1, 9, "b"));
    Maxima ba = some(3, 1, 9, "b").copy();
    ba.merge(some(1, 2, 3, "a"));
    assertThat(figures(ab)).isEqualTo(figures(ba)).containsExactly(3.0, 9.0, 10.0, "b", "node-b");

    Maxima left = some(1, 2, 3, "a").copy();
    left.merge(some(3, 1, 9, "b"));
    left.merge(some(5, 5, 5, "c"));
    Maxima right = some(3, 1, 9, "b").copy();
    right.merge(some(5, 5, 5, "c"));
    Maxima all = some(1, 2, 3, "a").copy();
    all.merge(right);
    assertThat(figures(all)).isEqualTo(figures(left));
  }

  @Test
  void copyDoesNotChangeWithItsOriginal() {
    Maxima original = some(1, 1, 1, "a");
    Maxima copy = original.copy();
    original.merge(some(2, 2, 2, "b"));
    assertThat(figures(copy)).containsExactly(1.0, 1.0, 2.0, "a", "node-a");
  }

  private static Maxima some(double waited, double wait, double run, String pod) {
    Maxima maxima = new Maxima();
    maxima.waited(waited);
    maxima.ran(wait, run, pod, "node-" + pod);
    return maxima;
  }

  private static List<Object> figures(Maxima m) {
    return List.of(m.waitSeconds(), m.runSeconds(), m.totalSeconds(), m.pod(), m.node());
  }
}
