package io.plimsoll.frontend.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlinesTest {

  private static final int STEPS = 20_000;

  private final QueueBench bench = QueueBench.plain();

  /** Deadlines are made unique, so that the tree can hold one poll for each. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyMixOfAddingRemovingAndExpiringAgreesWithASortedTree(long seed) {
    Random random = new Random(seed);
    Deadlines deadlines = new Deadlines();
    TreeMap<Long, Poll> model = new TreeMap<>();
    long now = -1000;
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          long deadline = now + random.nextInt(5000);
          if (!model.containsKey(deadline)) {
            Poll poll = bench.poll("w", 0);
            model.put(deadline, poll);
            deadlines.add(poll, deadline);
          }
        }
        case 2 -> {
          Long some = model.ceilingKey(now + random.nextInt(5000));
          if (some != null) {
            Poll poll = requireNonNull(model.remove(some));
            deadlines.remove(poll);
            deadlines.remove(poll); // Not there: nothing happens.
          }
        }
        default -> {
          now += random.nextInt(300);
          while (!model.isEmpty() && model.firstKey() <= now) {
            assertThat(deadlines.pollDue(now)).isSameAs(model.pollFirstEntry().getValue());
          }
          assertThat(deadlines.pollDue(now)).isNull();
        }
      }
      assertThat(deadlines.next()).isEqualTo(model.isEmpty() ? Deadlines.NONE : model.firstKey());
    }
    while (!model.isEmpty()) {
      long first = model.firstKey();
      assertThat(deadlines.pollDue(first)).isSameAs(model.pollFirstEntry().getValue());
    }
    assertThat(deadlines.next()).isEqualTo(Deadlines.NONE);
  }

  @Test
  void deadlineIsDueAtItsInstantAndNotBefore() {
    Deadlines deadlines = new Deadlines();
    Poll poll = bench.poll("w", 0);
    deadlines.add(poll, 10);
    assertThat(deadlines.pollDue(9)).isNull();
    assertThat(deadlines.pollDue(10)).isSameAs(poll);
  }

  @Test
  void pollHasOneDeadlineAtMost() {
    Deadlines deadlines = new Deadlines();
    Poll poll = bench.poll("w", 0);
    deadlines.add(poll, 10);
    assertThatThrownBy(() -> deadlines.add(poll, 11)).isInstanceOf(IllegalStateException.class);
    deadlines.remove(poll);
    deadlines.add(poll, 12);
    assertThat(deadlines.next()).isEqualTo(12);
  }
}
