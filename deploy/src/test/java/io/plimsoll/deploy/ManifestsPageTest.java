package io.plimsoll.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The page that says what each overlay makes. */
class ManifestsPageTest {

  @BeforeAll
  static void kubectlIsThere() {
    Kustomize.assumeKubectl(ManifestsPageTest.class);
  }

  @Test
  void tableOfObjectsIsCurrent() {
    List<String> base = ids(Kustomize.build(Checkout.deploy().resolve("base")));
    StringBuilder table = new StringBuilder("| applied | makes |\n| --- | --- |\n");
    table.append(row("every overlay", base));
    for (Path folder : Checkout.applied()) {
      List<String> ids = new ArrayList<>(ids(Kustomize.build(folder)));
      ids.removeAll(base);
      table.append(row("`" + Checkout.deploy().relativize(folder) + "`", ids));
    }
    // On failure: copy the table from here into the page.
    assertThat(Checkout.read(Checkout.root().resolve("docs/manifests.md"))).contains(table);
  }

  @Test
  void pageSaysWhereTheGpuProgramIs() {
    Path page = Checkout.root().resolve("docs/manifests.md");
    Matcher place =
        Pattern.compile("(/spec/template\\S+/args/\\d+), value: /").matcher(Checkout.read(page));
    assertThat(place.find()).isTrue();
    JsonNode backend =
        Kustomize.build(Checkout.deploy().resolve("overlays/gpu")).of("Deployment").stream()
            .filter(object -> Manifests.nameOf(object).equals("backend-gpu"))
            .findAny()
            .orElseThrow();
    assertThat(backend.at(place.group(1)).asString()).isEqualTo("/cuda-samples/vectorAdd");
  }

  private static List<String> ids(Manifests manifests) {
    return manifests.objects().stream().map(ManifestsPageTest::id).toList();
  }

  /** Without the hash, in letters of its own, at the end of what Kustomize makes of files. */
  private static String id(JsonNode object) {
    String id = Manifests.idOf(object);
    return id.startsWith("ConfigMap/") ? id.replaceFirst("-[2456789bcdfghkmt]{10}$", "") : id;
  }

  private static String row(String what, List<String> ids) {
    Map<String, List<String>> names =
        ids.stream()
            .map(id -> id.split("/", 2))
            .collect(
                Collectors.groupingBy(
                    id -> id[0],
                    TreeMap::new,
                    Collectors.mapping(id -> "`" + id[1] + "`", Collectors.toList())));
    String all =
        names.entrySet().stream()
            .map(
                entry ->
                    entry.getKey()
                        + " "
                        + entry.getValue().stream().sorted().collect(Collectors.joining(", ")))
            .collect(Collectors.joining("; "));
    return "| " + what + " | " + all + " |\n";
  }
}
