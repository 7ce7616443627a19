package io.plimsoll.frontend.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples are those of the Kubernetes documentation and of the tests of its parser. */
class LabelSelectorTest {

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new HashMap<>();
    for (String label : text.split(" ")) {
      int equals = label.indexOf('=');
      if (equals > 0) {
        labels.put(label.substring(0, equals), label.substring(equals + 1));
      }
    }
    return labels;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          environment = production             | environment=production        | environment=qa, -
          environment=production               | environment=production x=y    | -
          environment==production              | environment=production        | environment=qa
          tier != frontend                     | tier=backend, -               | tier=frontend
          environment=production,tier!=frontend| environment=production        | environment=production tier=frontend
          environment in (production, qa)      | environment=qa                | environment=dev, -
          tier notin (frontend, backend)       | tier=db, -                    | tier=frontend, tier=backend
          partition                            | partition=x, partition=       | -, other=x
          !partition                           | -, other=x                    | partition=x, partition=
          ! partition                          | -                             | partition=x
          partition in (a, b),environment!=qa  | partition=a                   | partition=a environment=qa
          x in (foo,,baz),y,z notin ()         | x=foo y=1 z=1, x= y=          | x=foo, x=bar y=1, x=foo y=1 z=
          x=                                   | x=                            | x=a, -
          x!=                                  | x=a, -                        | x=
          x==,y                                | x= y=1                        | x=, x=1 y=1
          x in ()                              | x=                            | x=a
          x in (,a)                            | x=, x=a                       | x=b
          x in (a,)                            | x=, x=a                       | x=b
          x in (a)                             | x=a                           | x=b
          x in(a)                              | x=a                           | x=b
          in in (in, notin)                    | in=in, in=notin               | in=x
          notin                                | notin=x                       | in=x
          in=notin                             | in=notin                      | in=in
          x>1                                  | x=2, x=10                     | x=1, x=a, -
          x < 10                               | x=9                           | x=10, x=a
          x>1,x<4                              | x=2, x=3                      | x=1, x=4
          x=a,x=b                              | "x=c "                        | x=a, x=b
          example.org/name=A-b_c.9             | example.org/name=A-b_c.9      | name=A-b_c.9
          """)
  void selectsAsKubernetesDoes(String selector, String selected, String left) {
    if (!selected.equals("x=c ")) {
      for (String labels : selected.split(", ")) {
        assertThat(LabelSelector.parse(selector).matches(labels(labels))).as(labels).isTrue();
      }
    }
    for (String labels : left.split(", ")) {
      assertThat(LabelSelector.parse(selector).matches(labels(labels))).as(labels).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " \t\r\n"})
  void emptySelectorSelectsEverything(String selector) {
    assertThat(LabelSelector.parse(selector).matches(Map.of())).isTrue();
    assertThat(LabelSelector.parse(selector).matches(Map.of("a", "b"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ,              | ',' at character 1 (expected: a label's name or '!')
          x,             | the end at character 3 (expected: a label's name or '!')
          ,x             | ',' at character 1
          x,,y           | ',' at character 3
          =a             | '=' at character 1
          x=a b          | 'b' at character 5 (expected: ',' or the end)
          x=a=b          | '=' at character 4
          x===a          | '=' at character 4 (expected: a label's value)
          x=(a)          | '(' at character 3
          x a            | 'a' at character 3 (expected: '=', '==', '!=', 'in', 'notin'
          x in           | the end at character 5 (expected: '(')
          x in a         | 'a' at character 6 (expected: '(')
          x in (a        | the end at character 8 (expected: ',' or ')')
          x in (a b)     | 'b' at character 9 (expected: ',' or ')')
          x in (a))      | ')' at character 9
          x in ((a)      | '(' at character 7
          x notin (=)    | '=' at character 10
          !              | the end at character 2 (expected: a label's name)
          !!x            | '!' at character 2
          !x=a           | '=' at character 3 (expected: ',' or the end)
          !x in (a)      | 'in' at character 4
          x>             | '' (expected: a whole number)
          x>a            | 'a' (expected: a whole number)
          x<1.5          | '1.5' (expected: a whole number)
          x>-1           | '-1' (expected: a label's value
          x>99999999999999999999 | (expected: a whole number)
          -x=a           | '-x' (expected: a label's name
          x-             | 'x-' (expected: a label's name
          a/b/c          | 'a/b/c' (expected: a label's name
          /b             | '/b' (expected: a label's name
          a/             | 'a/' (expected: a label's name
          A.b/c          | 'A.b/c' (expected: a label's name
          a..b/c         | 'a..b/c' (expected: a label's name
          x=-a           | '-a' (expected: a label's value
          x=a/b          | 'a/b' (expected: a label's value
          x=ä            | 'ä' (expected: a label's value
          x in (a,b$)    | 'b$' (expected: a label's value
          "x;y"          | 'x;y' (expected: a label's name
          """)
  void whatIsNoSelectorIsToldWhereAndWhy(String selector, String why) {
    assertThatThrownBy(() -> LabelSelector.parse(selector))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void namesAndValuesHaveTheLengthsOfKubernetes() {
    String longest = "a".repeat(63);
    String prefix = ("b".repeat(49) + ".").repeat(5) + "ccc/";
    assertThat(prefix).hasSize(254);
    assertThat(LabelSelector.parse(prefix + longest + "=" + longest).matches(Map.of())).isFalse();
    for (String tooLong :
        new String[] {longest + "a", prefix.replace("ccc", "cccc") + "a", "x=" + longest + "a"}) {
      assertThatThrownBy(() -> LabelSelector.parse(tooLong))
          .isInstanceOf(IllegalArgumentException.class)
          .message()
          .contains("(expected: a label's ")
          .hasSizeLessThan(300);
    }
  }

  @Test
  void whateverIsSentIsReadOrRefusedInOneLine() {
    Random random = new Random(1);
    String letters = "ab1=!,() \t\n><-_./$ä\u0000";
    int read = 0;
    for (int i = 0; i < 5000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        String word = random.nextInt(6) == 0 ? " in " : random.nextInt(6) == 0 ? " notin " : "";
        text.append(word).append(letters.charAt(random.nextInt(letters.length())));
      }
      try {
        LabelSelector.parse(text.toString()).matches(Map.of("a", "b", "b", "1"));
        read++;
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("(expected: ");
      }
    }
    assertThat(read).isBetween(100, 4900);
  }

  @Test
  void selectorOf8192CharactersIsReadAndOneMoreIsNot() {
    String most = "x,".repeat(4095) + "xy";
    assertThat(LabelSelector.parse(most).requirements()).hasSize(4096);
    assertThatThrownBy(() -> LabelSelector.parse(most + "z"))
        .hasMessage("8193 characters (expected: at most 8192)");
  }
}
