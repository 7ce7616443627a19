package io.plimsoll.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueNamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "7", "Z", "sleep", "a-b_c", "a--b", "A_9"})
  void nameOfLettersDigitsAndDashesWithinIsValid(String name) {
    assertThat(QueueNames.isValid(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        "_",
        "-a",
        "a-",
        "_a",
        "a_",
        "a b",
        "a.b",
        "a/b",
        "a:b",
        "a\n",
        "\na",
        "\u00e4",
        "\u0661",
        "a\u0000b",
        "*"
      })
  void anyOtherNameIsNot(String name) {
    assertThat(QueueNames.isValid(name)).isFalse();
  }

  @Test
  void nameHasAtMost63Characters() {
    assertThat(QueueNames.isValid("a".repeat(63))).isTrue();
    assertThat(QueueNames.isValid("a".repeat(64))).isFalse();
  }
}
