package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "\n",
        "\r",
        "\t",
        "\u001b",
        "\u007f",
        "\u0085",
        "\u009b",
        "\u00ad",
        "\u200b",
        "\u202e",
        "\u2028",
        "\u2029",
        "\u2066",
        "\ufeff",
        "\ud83d",
        "\udc00",
        "\udb40\udc41"
      })
  void whatCouldMoveTheCursorOrReorderALineBecomesASpace(String bad) {
    assertThat(Text.printable("a" + bad + "b")).isEqualTo("a b");
    assertThat(Text.html("a" + bad + "b")).isEqualTo("a b");
  }

  @Test
  void ordinaryTextStaysAsItIs() {
    String text = "Queue 'sleep' \u00fc\u20ac\u4e2d\ud83d\ude00 <100%>";
    assertThat(Text.printable(text)).isEqualTo(text);
    assertThat(Text.printable("")).isEmpty();
  }

  @Test
  void textInHtmlCannotEndAnElementOrAnAttribute() {
    assertThat(Text.html("<b a=\"1\" c='2'>&amp;\ud83d\ude00"))
        .isEqualTo("&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;\ud83d\ude00");
  }
}
