package io.plimsoll.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FifoTest {

  private static final class Element extends Fifo.Node<Element> {
    Element(long arrival) {
      this.arrival = arrival;
    }

    @Override
    public String toString() {
      return Long.toString(arrival);
    }
  }

  private final Fifo<Element> fifo = new Fifo<>();

  @Test
  void anyMixOfAddingRemovingAndRestoringKeepsTheOrderOfArrival() {
    Random random = new Random(1);
    List<Element> model = new ArrayList<>();
    List<Element> outside = new ArrayList<>();
    for (int step = 0; step < 5000; step++) {
      int what = random.nextInt(4);
      if (what == 0 && !model.isEmpty()) {
        Element element = model.remove(random.nextInt(model.size()));
        fifo.remove(element);
        outside.add(element);
      } else if (what == 1 && !outside.isEmpty()) {
        Element element = outside.remove(random.nextInt(outside.size()));
        fifo.restore(element);
        model.removeIf(e -> e == element);
        model.add(element);
        model.sort((a, b) -> Long.compare(a.arrival, b.arrival));
      } else {
        Element element = new Element(step);
        fifo.add(element);
        model.add(element);
      }
      assertThat(fifo.size()).isEqualTo(model.size());
      assertThat(fifo.peek()).isSameAs(model.isEmpty() ? null : model.get(0));
      if (step % 50 == 0) {
        assertThat(all()).containsExactlyElementsOf(model);
      }
    }
  }

  @Test
  void elementMayBeRemovedWhileAllAreVisited() {
    for (int i = 0; i < 4; i++) {
      fifo.add(new Element(i));
    }
    fifo.forEach(fifo::remove);
    assertThat(fifo.size()).isZero();
    assertThat(fifo.peek()).isNull();
    assertThat(all()).isEmpty();
  }

  @Test
  void elementIsInOneListAtMost() {
    Element element = new Element(1);
    Fifo<Element> other = new Fifo<>();
    fifo.add(element);
    assertThatThrownBy(() -> other.add(element)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> fifo.add(element)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> other.remove(element)).isInstanceOf(IllegalStateException.class);
    fifo.remove(element);
    assertThatThrownBy(() -> fifo.remove(element)).isInstanceOf(IllegalStateException.class);
    other.add(element);
    assertThat(other.peek()).isSameAs(element);
  }

  @Test
  void olderIsWhicheverCameFirst() {
    Element first = new Element(1);
    Element second = new Element(2);
    assertThat(Fifo.older(first, second)).isSameAs(first);
    assertThat(Fifo.older(second, first)).isSameAs(first);
    assertThat(Fifo.older(null, second)).isSameAs(second);
    assertThat(Fifo.older(first, null)).isSameAs(first);
    assertThat(Fifo.<Element>older(null, null)).isNull();
  }

  private List<Element> all() {
    List<Element> all = new ArrayList<>();
    fifo.forEach(all::add);
    return all;
  }
}
