package io.plimsoll.standin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {

  private static final Map<String, String> LABELS =
      Map.of("app", "web", "example.org/tier", "front");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          app=web;true
          app==web;true
          app=db;false
          app!=db;true
          none!=db;true
          app in (db, web);true
          app in (db);false
          app notin (web);false
          none notin (web);true
          app;true
          none;false
          !none;true
          !app;false
          app in (web,db),example.org/tier=front;true
          app=web,example.org/tier=back;false
          """)
  void aLabelSelectorTakesWhatKubernetesTakes(String selector, boolean taken) {
    assertThat(LabelSelector.parse(selector).test(LABELS)).isEqualTo(taken);
  }

  @ParameterizedTest
  @ValueSource(strings = {"=a", "a b", "a in b", "a>", "a=b,,c", "a in (b", "a=b c"})
  void whatIsNoSelectorIsABadRequest(String text) {
    assertThatThrownBy(() -> LabelSelector.parse(text))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(400));
  }

  @Test
  void aFieldSelectorLooksIntoTheObject() {
    ObjectsForTests objects = new ObjectsForTests();
    StoredObject pod = objects.add("a", "{\"spec\":{\"nodeName\":\"n1\"}}");
    assertThat(FieldSelector.parse("metadata.name=a").test(pod)).isTrue();
    assertThat(FieldSelector.parse("metadata.name!=a").test(pod)).isFalse();
    assertThat(FieldSelector.parse("spec.nodeName=n1,metadata.namespace=default").test(pod))
        .isTrue();
    assertThat(FieldSelector.parse("spec.nodeName=").test(pod)).isFalse();
  }
}
