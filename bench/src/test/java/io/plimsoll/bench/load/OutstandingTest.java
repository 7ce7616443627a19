package io.plimsoll.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutstandingTest {

  @Test
  void anAnswerIsTakenOnceAlsoWhenItsSlotIsInUseAgain() {
    Outstanding outstanding = new Outstanding(2);
    long first = outstanding.add(10);
    long second = outstanding.add(20);
    assertThat(outstanding.hasRoom()).isFalse();
    assertThat(outstanding.since(second)).isEqualTo(20);

    assertThat(outstanding.remove(first)).isTrue();
    assertThat(outstanding.remove(first)).isFalse();
    long third = outstanding.add(30);

    assertThat(third).isNotIn(first, second);
    assertThat(outstanding.remove(first)).isFalse();
    assertThat(outstanding.remove(third)).isTrue();
    assertThat(outstanding.size()).isEqualTo(1);
  }

  @Test
  void anAnswerToNothingIsSeen() {
    Outstanding outstanding = new Outstanding(2);
    long id = outstanding.add(0);

    assertThat(outstanding.remove(-1)).isFalse();
    assertThat(outstanding.remove(id + 1)).isFalse();
    assertThat(outstanding.remove(id + 2)).isFalse();
    assertThat(outstanding.size()).isEqualTo(1);
  }
}
