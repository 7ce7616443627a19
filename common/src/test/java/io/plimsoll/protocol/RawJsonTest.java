package io.plimsoll.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawJsonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|1",
        "{\"a\":[{}],\"b\":{}}|3",
        "{\"a\":\"[[[[{{{{\"}|1",
        "{\"a\":\"\\\\\",\"b\":[\"\\\"[[[\"]}|2"
      })
  void nestingCountsObjectsAndArraysButNotTexts(String json, int nesting) {
    assertThat(RawJson.of(json).nesting()).isEqualTo(nesting);
  }
}
