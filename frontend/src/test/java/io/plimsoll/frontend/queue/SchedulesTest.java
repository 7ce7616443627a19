package io.plimsoll.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SchedulesTest {

  private static final int STEPS = 100;

  /** Fails when a step of one kind comes at any time after one of another kind. */
  private static final class Toy implements Schedules.Schedule {
    private final List<String> story = new ArrayList<>();
    private final boolean bad;

    Toy(boolean bad) {
      this.bad = bad;
    }

    @Override
    public void step(SplittableRandom random) {
      story.add("did " + random.nextInt(10));
      if (bad && story.contains("did 3") && story.get(story.size() - 1).equals("did 7")) {
        throw new AssertionError("7 after 3");
      }
    }

    @Override
    public void end(SplittableRandom random) {
      story.add("end");
    }

    @Override
    public List<String> story() {
      return story;
    }
  }

  @Test
  void aScheduleThatFailsIsToldInAsFewStepsAsSuffice() {
    Schedules schedules = new Schedules(STEPS, seed -> new Toy(seed == 5));

    assertThatThrownBy(() -> schedules.run(1, 10))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed 5 (run it alone with -Dplimsoll.seed=5)")
        .hasMessageContaining("these 2 suffice:\n  did 3\n  did 7\n")
        .hasMessageContaining("7 after 3");
  }

  @Test
  void aSeedIsTheSameScheduleEachTime() {
    List<Toy> toys = new ArrayList<>();
    Schedules schedules =
        new Schedules(
            STEPS,
            seed -> {
              toys.add(new Toy(false));
              return toys.get(toys.size() - 1);
            });

    schedules.run(1, 2);
    schedules.run(1, 2);

    assertThat(toys).hasSize(4);
    assertThat(toys.get(2).story).isEqualTo(toys.get(0).story).hasSize(STEPS + 1);
    assertThat(toys.get(3).story).isEqualTo(toys.get(1).story).isNotEqualTo(toys.get(0).story);
  }
}
