package io.plimsoll.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.protocol.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  private static Reply reply(String node, String error, double waitSeconds, double runSeconds) {
    return new Reply(
        1,
        "",
        node,
        "",
        error,
        0,
        waitSeconds,
        runSeconds,
        error.isEmpty() ? 0 : 1,
        null,
        List.of());
  }

  @Test
  void fullQueueIsARefusal() {
    assertThat(Refusals.isRefusal(Reply.error(1, "queue full"))).isTrue();
  }

  @Test
  void whatAWorkerDidOrWaitedInTheQueueIsNone() {
    assertThat(Refusals.isRefusal(reply("n", "", 0, 0))).isFalse();
    assertThat(Refusals.isRefusal(reply("n", "boom", 0, 0))).isFalse();
    assertThat(Refusals.isRefusal(reply("", "boom", 0, 0.5))).isFalse();
    assertThat(Refusals.isRefusal(reply("", "too long in the queue", 0.5, 0))).isFalse();
    assertThat(Refusals.isRefusal(reply("", "", 0, 0))).isFalse();
  }
}
