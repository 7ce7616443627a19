package io.plimsoll.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyTest {

  @Test
  void errorRetcodeOrTimeoutIsAFailureAndNothingElse() {
    assertThat(reply("", 0, 0).failed()).isFalse();
    assertThat(reply("boom", 0, 0).failed()).isTrue();
    assertThat(reply("", 0.1, 0).failed()).isTrue();
    assertThat(reply("", 0, 1).failed()).isTrue();
    assertThat(reply("", 0, -1).failed()).isTrue();
  }

  @Test
  void errorReplyOfTheFrontendFails() {
    Reply reply = Reply.error(5, "pod-1", "node-a", "gone");
    assertThat(reply.failed()).isTrue();
    assertThat(reply.retcode()).isEqualTo(1);
    assertThat(reply.pod()).isEqualTo("pod-1");
    assertThat(reply.node()).isEqualTo("node-a");
  }

  @Test
  void replyUnderAnotherIdWithItsWaitHasEverythingElseAsItWas() {
    Reply reply = reply("e", 2, 3);
    Reply other = reply.withId(9).withWait(0.5);
    assertThat(other)
        .isEqualTo(
            new Reply(
                9, "p", "n", "d", "e", 2, 0.5, 1.5, 3, RawJson.of("{\"a\":1}"), List.of("Error")));
    assertThat(other.withId(1).withWait(0)).isEqualTo(reply);
  }

  @Test
  void listsAreCopied() {
    List<String> args = new ArrayList<>(List.of("a"));
    WorkItem item = new WorkItem(1, args, 0);
    Request request = new Request(1, false, "q", args, 0, 0);
    args.add("b");
    assertThat(item.args()).containsExactly("a");
    assertThat(request.args()).containsExactly("a");
  }

  @Test
  void rawJsonIsTheSameWhenItsTextIs() {
    byte[] bytes = {'{', '{', '}', '}'};
    RawJson json = RawJson.copyOf(bytes, 1, 2);
    bytes[1] = 'x';
    assertThat(json).isEqualTo(RawJson.of("{}")).hasSameHashCodeAs(RawJson.of("{}"));
    assertThat(json).isNotEqualTo(RawJson.of("{ }")).hasToString("{}");
    byte[] target = new byte[4];
    assertThat(json.copyTo(target, 2)).isEqualTo(2);
    assertThat(target).containsExactly(0, 0, '{', '}');
    json.toByteArray()[0] = 'x';
    assertThat(json).hasToString("{}");
  }

  private static Reply reply(String error, double timeout, int retcode) {
    return new Reply(
        1,
        "p",
        "n",
        "d",
        error,
        timeout,
        0,
        1.5,
        retcode,
        RawJson.of("{\"a\":1}"),
        List.of("Error"));
  }
}
