package io.plimsoll.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is written reads back, with a parser that we did not write. */
class JsonBytesTest {

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final JsonBytes json = new JsonBytes(1);

  private String readBack(String text) {
    json.reset();
    json.string(text);
    return MAPPER.readValue(json.toByteArray(), String.class);
  }

  @Test
  void everyCharacterReadsBack() {
    StringBuilder text = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        text.appendCodePoint(c);
      }
      if (c % 1024 == 1023) {
        assertThat(readBack(text.toString())).isEqualTo(text.toString());
        text.setLength(0);
      }
    }
    assertThat(text).isEmpty();
  }

  @Test
  void halfASurrogatePairBecomesTheReplacementCharacter() {
    assertThat(readBack("\ud83d")).isEqualTo("\ufffd");
    assertThat(readBack("a\ude00b")).isEqualTo("a\ufffdb");
    assertThat(readBack("\ud83d\ud83d\ude00")).isEqualTo("\ufffd\ud83d\ude00");
  }

  @Test
  void longTextOfLongCharactersReadsBack() {
    String text = "\u0001\"\\\u20ac\ud83d\ude00".repeat(1000);
    assertThat(readBack(text)).isEqualTo(text);
  }

  @Test
  void wholeNumbersReadBack() {
    long[] numbers = {0, 1, 9, 10, 99, 100, Long.MAX_VALUE, -1, -10, Long.MIN_VALUE};
    for (long number : numbers) {
      json.reset();
      json.number(number);
      assertThat(MAPPER.readValue(json.toByteArray(), Long.class)).isEqualTo(number);
    }
  }

  @Test
  void timesReadBackAsTheSameNumber() {
    Random random = new Random(22);
    for (int i = 0; i < 100_000; i++) {
      double seconds =
          switch (i % 4) {
            case 0 -> random.nextLong(4_000_000_000L) / 1e9;
            case 1 -> random.nextDouble();
            case 2 -> random.nextInt(1000) / 1000.0;
            default -> Double.longBitsToDouble(random.nextLong() >>> 1);
          };
      if (Double.isFinite(seconds)) {
        json.reset();
        json.seconds(seconds);
        assertThat(MAPPER.readValue(json.toByteArray(), Double.class)).isEqualTo(seconds);
      }
    }
  }

  @Test
  void timesAreWrittenAsPeopleWriteThem() {
    double[] times = {0.201246893, 1e-9, 0.1, 1.5, 100, 0.00125};
    String[] texts = {"0.201246893", "0.000000001", "0.1", "1.5", "100", "0.00125"};
    for (int i = 0; i < times.length; i++) {
      json.reset();
      json.seconds(times[i]);
      assertThat(json.toByteArray()).asString().isEqualTo(texts[i]);
    }
  }
}
