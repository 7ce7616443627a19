package io.plimsoll.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.protocol.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is read the quick way reads the same with the parser of the library. */
class QuickFieldsTest {

  private static final Set<Field> ALL = EnumSet.allOf(Field.class);

  private static final int ROUNDS = 100_000;

  private static final List<String> SEEDS =
      List.of(
          "{\"Id\":17,\"Queue\":\"sleep\",\"Args\":[\"0.1\",\"-v\"],\"Limit\":2.5}",
          "{\"Id\":9007199254740991,\"KeepAlive\":true,\"Queue\":\"q\",\"Wait\":30}",
          "{\"Queue\": \"sleep\", \"Args\": [ \"0.1\" ] , \"Limit\": 0 }",
          "{\"Id\":3,\"Pod\":\"p-1\",\"Node\":\"n\",\"Device\":\"\",\"Error\":\"\",\"Timeout\":0,"
              + "\"Runtime\":0.201246893,\"Waittime\":0.171020371,\"Retcode\":0}",
          "{\"Id\":4,\"Cancel\":true}",
          "{\"Error\":\"\",\"Args\":null,\"Limit\":1e-3,\"Empty\":false}",
          "{\"Id\":5,\"Retcode\":-1,\"Result\":{\"a\":[1,2]},\"Truncated\":[\"Error\"]}");

  private static boolean isQuick(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    return QuickFields.read(FieldValues.empty(bytes), bytes, 0, bytes.length, ALL);
  }

  /** Reads both ways if the quick way reads it at all. */
  private static boolean sameBothWays(byte[] bytes) throws ProtocolException {
    FieldValues quick = FieldValues.empty(bytes);
    if (!QuickFields.read(quick, bytes, 0, bytes.length, ALL)) {
      return false;
    }
    FieldValues parsed = FieldValues.parse(bytes, 0, bytes.length, ALL);
    assertThat(all(quick)).as(new String(bytes, UTF_8)).isEqualTo(all(parsed));
    return true;
  }

  private static List<Object> all(FieldValues v) {
    List<Object> seen = new ArrayList<>();
    for (Field field : Field.values()) {
      seen.add(v.has(field));
    }
    return Arrays.asList(
        seen,
        v.id,
        v.keepAlive,
        v.cancel,
        v.giveBack,
        v.empty,
        v.ready,
        v.go,
        v.queue,
        v.pod,
        v.node,
        v.device,
        v.error,
        v.limit,
        v.wait,
        v.timeout,
        v.waittime,
        v.runtime,
        v.retcode,
        v.runner,
        v.runners,
        v.args,
        v.truncated,
        v.result,
        v.reply,
        v.progress,
        v.phase,
        v.done,
        v.total,
        v.failed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Id\":0}",
        "{\"Id\":17,\"Queue\":\"sleep\",\"Args\":[\"0.1\"]}",
        "{\"Queue\": \"sleep\", \"Args\": [], \"Limit\": 0}",
        "{\"Id\":1,\"Pod\":\"p\",\"Node\":\"n\",\"Runtime\":0.000012345,\"Retcode\":0}",
        "{\"Id\":1,\"KeepAlive\":true,\"Queue\":\"q\",\"Wait\":30,\"Pod\":\"p\",\"Node\":\"n\"}",
        "{\"Id\":1,\"Cancel\":true}",
        "{\"Id\":1,\"Id\":2}"
      })
  void whatNearlyAllPeersSendIsReadTheQuickWay(String json) throws ProtocolException {
    assertThat(sameBothWays(json.getBytes(UTF_8))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\":1}",
        "{\"Ix\":1}",
        "{\"Id\":01}",
        "{\"Id\":1.0}",
        "{\"Id\":1e0}",
        "{\"Id\":-1}",
        "{\"Id\":1234567890123456}",
        "{\"Id\":null}",
        "{\"Id\":1,}",
        "{\"Id\":1 2}",
        "{\"Id\"1}",
        "{\"Limit\":1.}",
        "{\"Limit\":.5}",
        "{\"Limit\":1e2}",
        "{\"Limit\":00.5}",
        "{\"Limit\":4000000000}",
        "{\"Limit\":0.1234567890123456789}",
        "{\"Queue\":\"a\\n\"}",
        "{\"Queue\":\"\u00e4\"}",
        "{\"Queue\":\"a\tb\"}",
        "{\"Queue\":5}",
        "{\"Args\":[\"a\",]}",
        "{\"Args\":[\"a\" \"b\"]}",
        "{\"Args\":[1]}",
        "{\"Args\":[[\"a\"]]}",
        "{\"KeepAlive\":truer}",
        "{\"KeepAlive\":\"true\"}",
        "{\"Id\":1}x",
        "{\"Id\":1} ",
        "{\"Id\":1",
        "{\"Queue\":\"a",
        "{\"Result\":{}}"
      })
  void allElseIsLeftToTheParser(String json) {
    assertThat(isQuick(json)).isFalse();
  }

  @Test
  void whateverIsReadTheQuickWayReadsTheSameWithTheParser() throws ProtocolException {
    Random random = new Random(20);
    int quick = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(UTF_8);
      for (int change = random.nextInt(4); change > 0; change--) {
        bytes = changed(bytes, random);
      }
      if (sameBothWays(bytes)) {
        quick++;
      }
    }
    assertThat(quick).isGreaterThan(ROUNDS / 20);
  }

  @Test
  void timesWithFewDigitsAreTheNearestNumber() throws ProtocolException {
    Random random = new Random(21);
    for (int i = 0; i < ROUNDS / 4; i++) {
      String digits = Long.toString(random.nextLong(1_000_000_000_000L));
      int point = 1 + random.nextInt(digits.length());
      String number = digits.substring(0, point);
      if (number.equals("0") || number.charAt(0) != '0') {
        number += point < digits.length() ? "." + digits.substring(point) : "";
        String json = "{\"Runtime\":" + number + "}";
        if (sameBothWays(json.getBytes(UTF_8))) {
          byte[] bytes = json.getBytes(UTF_8);
          FieldValues values = FieldValues.read(bytes, 0, bytes.length, ALL);
          assertThat(values.runtime).isEqualTo(Double.parseDouble(number));
        }
      }
    }
  }

  private static byte[] changed(byte[] bytes, Random random) {
    byte[] usual = "{}[]\":,. 0123456789eE-+trufalsn\\QIdW".getBytes(UTF_8);
    int at = random.nextInt(bytes.length);
    byte[] other;
    switch (random.nextInt(3)) {
      case 0 -> {
        other = bytes.clone();
        other[at] = usual[random.nextInt(usual.length)];
      }
      case 1 -> {
        other = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, other, at + 1, bytes.length - at);
        other[at] = usual[random.nextInt(usual.length)];
      }
      default -> {
        if (bytes.length == 1) {
          return bytes;
        }
        other = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, other, at, bytes.length - at - 1);
      }
    }
    return other;
  }
}
