package io.plimsoll.replay.schedule;

import static io.plimsoll.replay.schedule.Entry.entries;
import static io.plimsoll.replay.schedule.Entry.free;
import static io.plimsoll.replay.schedule.Entry.on;
import static io.plimsoll.replay.schedule.Entry.watch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayScheduleTest {

  private static final int MANY = 100;

  @Test
  void requestsStartWhenTheyAreDueAndNotBefore() {
    ReplaySchedule schedule = schedule(MANY, free(10), free(20), free(20), free(30));

    assertThat(schedule.nextDueNanos()).isEqualTo(10);
    assertThat(starts(schedule, 9)).isEmpty();
    assertThat(starts(schedule, 10)).containsExactly(onTime(0));
    assertThat(schedule.nextDueNanos()).isEqualTo(20);
    assertThat(starts(schedule, 20)).containsExactly(onTime(1), onTime(2));
    assertThat(starts(schedule, 33)).containsExactly(new Start(3, 0, 0, 3));
    assertThat(schedule.nextDueNanos()).isEqualTo(ReplaySchedule.NEVER);
    assertThat(schedule.handedOut()).isEqualTo(4);
    assertThat(schedule.inFlight()).isEqualTo(4);
  }

  @Test
  void requestWaitsForTheOneBeforeItOnItsObjectAndForNoOther() {
    ReplaySchedule schedule = schedule(MANY, on(0, 0), on(0, 5), on(1, 6), on(0, 7));

    assertThat(starts(schedule, 0)).containsExactly(onTime(0));
    assertThat(starts(schedule, 6)).containsExactly(onTime(2));
    schedule.ended(0, 12);
    assertThat(starts(schedule, 13)).containsExactly(new Start(1, 7, 0, 1));
    assertThat(schedule.nextDueNanos()).isEqualTo(ReplaySchedule.NEVER);
    schedule.ended(1, 20);
    assertThat(starts(schedule, 20)).containsExactly(new Start(3, 13, 0, 0));
  }

  @Test
  void successorThatIsDueLaterIsOnTime() {
    ReplaySchedule schedule = schedule(MANY, on(0, 0), on(0, 50));

    starts(schedule, 0);
    schedule.ended(0, 10);
    assertThat(starts(schedule, 10)).isEmpty();
    assertThat(starts(schedule, 50)).containsExactly(onTime(1));
  }

  @Test
  void orderNoneDoesNotWaitForObjects() {
    ReplaySchedule schedule =
        new ReplaySchedule(entries(List.of(on(0, 0), on(0, 0))), Order.NONE, MANY);

    assertThat(starts(schedule, 0)).containsExactly(onTime(0), onTime(1));
  }

  @Test
  void noMoreThanTheBoundAreInFlightAndTheEarliestGoesFirst() {
    ReplaySchedule schedule = schedule(2, free(0), free(0), free(1), free(2));

    assertThat(starts(schedule, 3)).hasSize(2);
    schedule.ended(1, 5);
    assertThat(starts(schedule, 6)).containsExactly(new Start(2, 0, 4, 1));
    schedule.ended(0, 8);
    assertThat(starts(schedule, 8)).containsExactly(new Start(3, 0, 6, 0));
    assertThat(schedule.inFlight()).isEqualTo(2);
  }

  @Test
  void releasedRequestOvertakesLaterOnesThatWaitForAPlace() {
    ReplaySchedule schedule = schedule(1, on(0, 0), on(0, 1), free(2));

    starts(schedule, 2);
    schedule.ended(0, 9);
    assertThat(starts(schedule, 9)).containsExactly(new Start(1, 8, 0, 0));
    schedule.ended(1, 11);
    assertThat(starts(schedule, 11)).containsExactly(new Start(2, 0, 9, 0));
  }

  @Test
  void latenessIsSplitBetweenOrderThenPlacesThenGenerator() {
    ReplaySchedule schedule = schedule(2, on(0, 0), free(0), on(0, 1), free(2));

    starts(schedule, 2);
    schedule.ended(1, 4); // 3 takes the place.
    assertThat(starts(schedule, 4)).containsExactly(new Start(3, 0, 2, 0));
    schedule.ended(0, 6);
    assertThat(starts(schedule, 7)).containsExactly(new Start(2, 5, 0, 1));

    ReplaySchedule full = schedule(1, on(0, 0), on(1, 1), on(0, 2), on(1, 3));
    starts(full, 3);
    full.ended(0, 10);
    starts(full, 10);
    full.ended(1, 15);
    assertThat(starts(full, 18)).containsExactly(new Start(2, 8, 5, 3));
  }

  @Test
  void endThatIsToldLateBlamesTheGenerator() {
    ReplaySchedule schedule = schedule(1, free(0), free(0), free(40));

    starts(schedule, 0);
    starts(schedule, 50);
    schedule.ended(0, 10);
    assertThat(starts(schedule, 50)).containsExactly(new Start(1, 0, 10, 40));
    schedule.ended(1, 30);
    assertThat(starts(schedule, 50)).containsExactly(new Start(2, 0, 0, 10));
  }

  @Test
  void watchesNeedNoPlaceAndNeverEnd() {
    ReplaySchedule schedule = schedule(1, free(0), watch(0), watch(1), free(1));

    assertThat(starts(schedule, 1))
        .containsExactly(new Start(0, 0, 0, 1), new Start(1, 0, 0, 1), onTime(2));
    assertThat(schedule.inFlight()).isEqualTo(1);
    assertThatIllegalStateException().isThrownBy(() -> schedule.ended(1, 2));
  }

  @Test
  void emptyScheduleIsDoneAtOnce() {
    ReplaySchedule schedule = schedule(1);

    assertThat(schedule.nextDueNanos()).isEqualTo(ReplaySchedule.NEVER);
    assertThat(starts(schedule, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void endOfWhatIsNotRunningIsABug() {
    ReplaySchedule schedule = schedule(1, free(0), free(0));

    assertThatIllegalStateException().isThrownBy(() -> schedule.ended(0, 0));
    starts(schedule, 0);
    assertThatIllegalStateException().isThrownBy(() -> schedule.ended(1, 0));
    schedule.ended(0, 0);
    assertThatIllegalStateException().isThrownBy(() -> schedule.ended(0, 0));
  }

  @Test
  void boundOfZeroIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> schedule(0))
        .withMessage("inFlight: 0 (expected: greater than 0)");
  }

  @Test
  void itDoesWhatTheRulesSay() {
    for (int seed = 0; seed < 2_000; seed++) {
      new Comparison(new Random(seed)).run();
    }
  }

  @Test
  void aMillionRequestsOnOneObjectOrManyGoThrough() {
    int size = 1_000_000;
    for (int objects : new int[] {1, 1_000, size}) {
      ReplaySchedule schedule =
          new ReplaySchedule(new Million(size, objects), Order.OBJECT, /* inFlight= */ 50);
      Deque<Integer> running = new ArrayDeque<>();
      StartSink sink = (index, order, places, late) -> running.add(index);
      long now = size;
      schedule.start(now, sink);
      while (!running.isEmpty()) {
        schedule.ended(running.remove(), ++now);
        schedule.start(now, sink);
      }
      assertThat(schedule.handedOut()).isEqualTo(size);
    }
  }

  /** Request {@code i} is due at {@code i}, objects take turns. */
  private record Million(int size, int objects) implements Entries {
    @Override
    public long dueNanos(int index) {
      return index;
    }

    @Override
    public int object(int index) {
      return index % objects;
    }

    @Override
    public boolean isWatch(int index) {
      return false;
    }
  }

  /** Runs a random schedule beside the naive one, with random ends. */
  private static final class Comparison {

    private final Random random;
    private final List<Entry> entries = new ArrayList<>();
    private final Order order;
    private final int places;
    private final List<Integer> running = new ArrayList<>();
    private final boolean[] ended;

    Comparison(Random random) {
      this.random = random;
      int size = random.nextInt(25);
      long due = 0;
      for (int i = 0; i < size; i++) {
        due += random.nextInt(4);
        int object = random.nextInt(5) - 1;
        entries.add(random.nextInt(8) == 0 ? watch(due) : new Entry(due, object, false));
      }
      order = random.nextInt(4) == 0 ? Order.NONE : Order.OBJECT;
      places = 1 + random.nextInt(5);
      ended = new boolean[size];
    }

    void run() {
      ReplaySchedule schedule = new ReplaySchedule(entries(entries), order, places);
      NaiveSchedule naive = new NaiveSchedule(entries, order, places);
      long now = 0;
      while (schedule.handedOut() < entries.size()) {
        if (!running.isEmpty() && random.nextBoolean()) {
          int index = running.remove(random.nextInt(running.size()));
          ended[index] = true;
          schedule.ended(index, now);
          naive.ended(index, now);
        } else {
          List<Start> starts = starts(schedule, now);
          assertThat(starts).isEqualTo(naive.start(now));
          for (Start start : starts) {
            check(start, now);
          }
          assertThat(running).hasSizeLessThanOrEqualTo(places).hasSize(schedule.inFlight());
          assertThat(schedule.nextDueNanos()).isGreaterThan(now);
        }
        now += random.nextInt(5);
      }
    }

    private void check(Start start, long now) {
      Entry entry = entries.get(start.index());
      assertThat(start.heldByOrder() + start.heldByPlaces() + start.generatorLate())
          .isEqualTo(now - entry.dueNanos());
      if (entry.watch()) {
        return;
      }
      running.add(start.index());
      if (order == Order.OBJECT && entry.object() != Entries.NO_OBJECT) {
        for (int before = 0; before < start.index(); before++) {
          assertThat(ended[before] || entries.get(before).object() != entry.object()).isTrue();
        }
      }
    }
  }

  private static ReplaySchedule schedule(int inFlight, Entry... entries) {
    return new ReplaySchedule(entries(List.of(entries)), Order.OBJECT, inFlight);
  }

  private static Start onTime(int index) {
    return new Start(index, 0, 0, 0);
  }

  private static List<Start> starts(ReplaySchedule schedule, long now) {
    List<Start> starts = new ArrayList<>();
    schedule.start(
        now, (index, order, places, late) -> starts.add(new Start(index, order, places, late)));
    return starts;
  }
}
