package io.plimsoll.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

  private final QueueBench bench = QueueBench.plain();
  private final Lines lines = new Lines();
  private final Poll session = bench.poll("s", 60);
  private final Poll classic = bench.classic("c");

  @Test
  void sessionWorkerSeesTheOldestOfAllAndAClassicOneTheOldestShortItem() {
    assertThat(lines.itemFor(session)).isNull();
    Item first = wait(bench.longItem("long"));
    Item second = wait(bench.item("a"));
    wait(bench.longItem("long2"));
    assertThat(lines.itemFor(session)).isSameAs(first);
    assertThat(lines.itemFor(classic)).isSameAs(second);
    lines.remove(first);
    assertThat(lines.itemFor(session)).isSameAs(second);
    lines.remove(second);
    assertThat(lines.itemFor(classic)).isNull();
    assertThat(lines.items()).isEqualTo(1);
  }

  @Test
  void shortItemSeesTheOldestPollAndALongOneTheOldestOfASession() {
    assertThat(lines.pollFor(bench.item("a"))).isNull();
    lines.park(classic);
    lines.park(session);
    assertThat(lines.polls()).isEqualTo(2);
    assertThat(lines.pollFor(bench.item("a"))).isSameAs(classic);
    assertThat(lines.pollFor(bench.longItem("long"))).isSameAs(session);
    lines.unpark(session);
    assertThat(lines.pollFor(bench.longItem("long"))).isNull();
    lines.unpark(classic);
    assertThat(lines.polls()).isZero();
  }

  @Test
  void itemIsRestoredToItsPlaceEvenIfItNeverWaited() {
    Item given = bench.item("given");
    lines.arrived(given);
    Item later = wait(bench.item("later"));
    lines.restore(given);
    List<Item> order = new ArrayList<>();
    lines.forEachItem(order::add);
    assertThat(order).containsExactly(given, later);
  }

  private Item wait(Item item) {
    lines.arrived(item);
    lines.append(item);
    return item;
  }
}
