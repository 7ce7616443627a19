package io.plimsoll.standin.kfp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ListingTest {

  private final Kfp kfp = new Kfp(KfpSettings.DEFAULT);

  @BeforeEach
  void fill() {
    for (String name : new String[] {"c", "a", "b"}) {
      kfp.pipeline(name);
      kfp.pass(Duration.ofSeconds(1));
    }
  }

  private static List<String> names(Kfp.Answer answer) {
    List<String> names = new ArrayList<>();
    for (JsonNode item : answer.json().path("pipelines")) {
      names.add(item.path("display_name").asString(""));
    }
    return names;
  }

  @ParameterizedTest
  @CsvSource({
    "'', c a b",
    "created_at, c a b",
    "created_at%20desc, b a c",
    "name, a b c",
    "name%20asc, a b c",
    "Display_Name%20DESC, c b a",
  })
  void listsAreSorted(String sortBy, String order) {
    assertThat(names(kfp.get("/pipelines?sort_by=" + sortBy))).containsExactly(order.split(" "));
  }

  @Test
  void whatComesOrGoesBetweenPagesNeitherRepeatsNorHidesTheOthers() {
    Kfp.Answer first = kfp.get("/pipelines?page_size=2&sort_by=created_at%20desc");
    assertThat(names(first)).containsExactly("b", "a");
    assertThat(first.at("/total_size")).isEqualTo("3");
    kfp.pipeline("new");
    kfp.delete("/pipelines/" + first.at("/pipelines/1/pipeline_id") + "?cascade=true");
    String token = first.at("/next_page_token");
    Kfp.Answer second = kfp.get("/pipelines?page_size=2&page_token=" + token);
    assertThat(names(second)).containsExactly("c");
    assertThat(second.at("/next_page_token")).isEmpty();
    assertThat(
            names(kfp.get("/pipelines?page_size=2&sort_by=created_at%20desc&page_token=" + token)))
        .containsExactly("c");
  }

  @Test
  void objectsOfTheSameMomentHaveAnOrder() {
    Kfp still = new Kfp(KfpSettings.DEFAULT);
    for (int i = 0; i < 45; i++) {
      still.pipeline("p" + i);
    }
    List<String> seen = new ArrayList<>();
    Kfp.Answer page = still.get("/pipelines");
    assertThat(names(page)).hasSize(Listing.DEFAULT_PAGE_SIZE);
    while (true) {
      seen.addAll(names(page));
      String token = page.at("/next_page_token");
      if (token.isEmpty()) {
        break;
      }
      page = still.get("/pipelines?page_token=" + token);
    }
    assertThat(seen).hasSize(45).doesNotHaveDuplicates();
  }

  @Test
  void aPageHasAtMostTwoHundred() {
    Kfp many = new Kfp(KfpSettings.DEFAULT);
    for (int i = 0; i < 201; i++) {
      many.pipeline("p" + i);
    }
    assertThat(names(many.get("/pipelines?page_size=1000"))).hasSize(200);
    assertThat(names(many.get("/pipelines?page_size=99999999999"))).hasSize(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "page_size=-1",
        "page_size=x",
        "page_token=x",
        "page_token=e30x!",
        "sort_by=size",
        "sort_by=name%20up",
        "sort_by=name%20asc%20desc",
        "page_token=eyJzb3J0X2J5IjoibmFtZSBhc2MifQ&sort_by=created_at",
      })
  void aBadPageIsAnInvalidInput(String query) {
    Kfp.Answer answer = kfp.get("/pipelines?" + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/code")).isEqualTo("3");
    assertThat(answer.at("/message")).startsWith("Invalid input error: ");
  }

  @Test
  void filtersAreRefusedAndNotIgnored() {
    Kfp.Answer answer = kfp.get("/pipelines?filter=%7B%7D");
    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.at("/message")).startsWith("filter: the stand-in filters nothing");
  }
}
