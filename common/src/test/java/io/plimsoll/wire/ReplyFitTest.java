package io.plimsoll.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.NoItem;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.RawJson;
import io.plimsoll.protocol.Reply;
import io.plimsoll.wire.MessageWriter.Form;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyFitTest {

  private static final int MAX = Limits.CLASSIC_BYTES;
  private static final RawJson SMALL = RawJson.of("{\"a\":1}");
  private static final RawJson LARGE = RawJson.of("{\"a\":\"" + "x".repeat(2_000) + "\"}");

  @Test
  void replyThatFitsASessionIsLeftAlone() {
    Reply reply = reply("some error", SMALL);
    assertThat(ReplyFit.fit(reply, Form.SESSION, MAX)).isSameAs(reply);
  }

  @Test
  void replyOfExactlyTheLimitIsLeftAlone() {
    Reply reply = reply("some error", SMALL);
    int length = MessageWriter.bytes(reply, Form.SESSION).length;
    assertThat(ReplyFit.fit(reply, Form.SESSION, length)).isSameAs(reply);
    assertThat(ReplyFit.fit(reply, Form.SESSION, length - 1)).isNotEqualTo(reply);
  }

  @Test
  void resultIsDroppedBeforeTheErrorIsTouched() {
    Reply fit = ReplyFit.fit(reply("some error", LARGE), Form.SESSION, MAX);
    assertThat(fit.error()).isEqualTo("some error");
    assertThat(fit.result()).isNull();
    assertThat(fit.truncated()).containsExactly("Result");
  }

  @Test
  void tailOfTheErrorGoesWhenTheResultWasNotEnough() {
    String error = "0123456789".repeat(500);
    Reply fit = ReplyFit.fit(reply(error, LARGE), Form.SESSION, MAX);
    assertThat(fit.result()).isNull();
    assertThat(error).startsWith(fit.error());
    assertThat(fit.truncated()).containsExactly("Result", "Error");
    assertThat(MessageWriter.bytes(fit, Form.SESSION)).hasSizeBetween(MAX - 6, MAX);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void errorIsCutToTheLastCharacterThatFits(Form form) {
    for (String character :
        List.of("x", "\u00fc", "\u20ac", "\ud83d\ude00", "\"", "\n", "\u0001")) {
      int each = written(character, form) - written("", form);
      for (int max = MAX - 20; max <= MAX; max++) {
        Reply fit = ReplyFit.fit(reply(character.repeat(2_000), null), form, max);
        int length = MessageWriter.bytes(fit, form).length;
        assertThat(length).as("%s in %s", character, max).isBetween(max - each + 1, max);
        assertThat(fit.error().length() % character.length()).isZero();
      }
    }
  }

  @Test
  void nothingIsEverOverTheLimitWhateverTheText() throws ProtocolException {
    Random random = new Random(3);
    for (int round = 0; round < 2_000; round++) {
      String error = text(random, random.nextInt(3_000));
      Reply reply = reply(error, random.nextBoolean() ? LARGE : null);
      for (Form form : Form.values()) {
        Reply fit = ReplyFit.fit(reply, form, MAX);
        byte[] bytes = MessageWriter.bytes(fit, form);
        assertThat(bytes).hasSizeLessThanOrEqualTo(MAX);
        assertThat(error).startsWith(fit.error());
        Message read = MessageReader.clientAnswer(bytes, 0, bytes.length);
        assertThat(read).isInstanceOfSatisfying(Reply.class, r -> assertThat(r.failed()).isTrue());
        assertThat(new String(bytes, UTF_8)).doesNotContain("\ufffd");
      }
    }
  }

  @Test
  void noItemIsNeverOverTheLimitAndKeepsItsStart() {
    Random random = new Random(4);
    for (int round = 0; round < 500; round++) {
      String error = "e" + text(random, random.nextInt(3_000));
      NoItem fit = ReplyFit.fit(new NoItem(1, false, error), Form.CLASSIC, MAX);
      assertThat(MessageWriter.bytes(fit, Form.CLASSIC)).hasSizeLessThanOrEqualTo(MAX);
      assertThat(fit.error()).isNotEmpty();
      assertThat(error).startsWith(fit.error());
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void longNamesOfPodAndNodeBecomeAnErrorReply(Form form) {
    Reply reply = new Reply(4, "p".repeat(5_000), "n", "d", "", 0, 1, 2, 0, null, List.of());
    Reply fit = ReplyFit.fit(reply, form, MAX);
    assertThat(MessageWriter.bytes(fit, form)).hasSizeLessThanOrEqualTo(MAX);
    assertThat(fit.id()).isEqualTo(4);
    assertThat(fit.failed()).isTrue();
  }

  /** Only the error said that it failed, and there is room for everything but the error. */
  @ParameterizedTest
  @EnumSource(Form.class)
  void failureNeverBecomesASuccessForWantOfRoom(Form form) {
    for (int pod = 700; pod < 1_100; pod++) {
      Reply reply = new Reply(4, "p".repeat(pod), "n", "", "boom", 0, 1, 2, 0, null, List.of());
      Reply fit = ReplyFit.fit(reply, form, MAX);
      assertThat(MessageWriter.bytes(fit, form)).hasSizeLessThanOrEqualTo(MAX);
      assertThat(fit.failed()).as("pod of %s", pod).isTrue();
    }
  }

  /** Cutting a little at a time would write a megabyte over and over. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "\ud83d\ude00", "\u0001"})
  void errorOfAMegabyteIsCutToAClassicReply(String character) {
    Reply fit = ReplyFit.fit(reply(character.repeat(1 << 20), null), Form.CLASSIC, MAX);
    assertThat(MessageWriter.bytes(fit, Form.CLASSIC)).hasSizeBetween(MAX - 6, MAX);
  }

  private static int written(String error, Form form) {
    return MessageWriter.bytes(reply(error + "x", null), form).length;
  }

  private static Reply reply(String error, @Nullable RawJson result) {
    return new Reply(4, "pod-1", "node-a", "", error, 0, 0.5, 0.25, 1, result, List.of());
  }

  private static String text(Random random, int length) {
    String[] some = {"a", "\"", "\\", "\n", "\u0000", "\u00fc", "\u20ac", "\ud83d\ude00", "}"};
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(some[random.nextInt(some.length)]);
    }
    return text.toString();
  }
}
