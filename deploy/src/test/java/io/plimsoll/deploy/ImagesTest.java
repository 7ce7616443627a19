package io.plimsoll.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleFinder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The recipes of images agree with manifests and documents; what is in them is checked by running
 * them.
 */
class ImagesTest {

  private static final Recipe IMAGES = recipe("images/Containerfile");
  private static final Recipe GPU = recipe("images/gpu/Containerfile");

  private static Recipe recipe(String file) {
    return Recipe.read(Checkout.read(Checkout.deploy().resolve(file)));
  }

  private static String entryPoint(String program) {
    return ("[\"/usr/bin/tini\", \"--\", \"/opt/plimsoll/java/bin/java\", \"-jar\","
            + " \"/opt/plimsoll/PROGRAM.jar\"]")
        .replace("PROGRAM", program);
  }

  @ParameterizedTest
  @ValueSource(strings = {"frontend", "backend", "client"})
  void imageStartsItsJarUnderAnInitAsNobody(String program) {
    Recipe.Stage image = IMAGES.stage(program);
    assertThat(image.from()).isEqualTo("runtime");
    assertThat(image.all("COPY"))
        .containsExactly(
            "--chmod=0644 PROGRAM/target/PROGRAM.jar /opt/plimsoll/PROGRAM.jar"
                .replace("PROGRAM", program));
    assertThat(image.last("ENTRYPOINT")).isEqualTo(entryPoint(program));
    assertThat(image.all("USER")).as("that of the runtime stays").isEmpty();
    assertThat(IMAGES.stage("runtime").last("USER")).isEqualTo("65534:65534");
    assertThat(IMAGES.stage("runtime").last("WORKDIR")).isEqualTo("/tmp");
  }

  @Test
  void gpuImageIsABackendInAnotherImage() {
    Recipe.Stage image = GPU.stage("");
    assertThat(image.last("ENTRYPOINT")).isEqualTo(entryPoint("backend"));
    assertThat(image.last("USER")).isEqualTo("65534:65534");
    assertThat(image.all("COPY"))
        .contains(
            "--from=backend /opt/plimsoll /opt/plimsoll",
            "--from=backend /usr/bin/tini /usr/bin/tini");
    assertThat(GPU.arguments().get("BACKEND"))
        .isEqualTo("localhost/plimsoll/backend:" + Checkout.version());
  }

  @Test
  void portsOfThePodsAreThoseOfTheImages() {
    Kustomize.assumeKubectl(ImagesTest.class);
    List<JsonNode> containers =
        Checkout.overlays().stream()
            .flatMap(overlay -> Kustomize.build(overlay).pods().stream())
            .flatMap(pod -> pod.allContainers().stream())
            .toList();
    for (String program : List.of("frontend", "backend", "client")) {
      Set<String> ports =
          containers.stream()
              .filter(one -> one.path("image").asString().startsWith("plimsoll/" + program + ":"))
              .flatMap(one -> one.path("ports").valueStream())
              .map(port -> port.path("containerPort").toString())
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(List.of(IMAGES.stage(program).last("EXPOSE").split(" ")))
          .as(program)
          .containsExactlyInAnyOrderElementsOf(ports);
    }
  }

  @Test
  void whatAnInitContainerCopiesIsInTheImage() {
    Kustomize.assumeKubectl(ImagesTest.class);
    Set<String> inImage =
        Set.of("/opt/plimsoll/java", "/opt/plimsoll/backend.jar", "/usr/bin/tini");
    JsonNode pod =
        Kustomize.build(Checkout.deploy().resolve("overlays/gpu")).pods().stream()
            .filter(one -> one.owner().equals("Deployment/backend-gpu"))
            .findFirst()
            .orElseThrow()
            .spec();
    assertThat(pod.at("/initContainers/0/command").valueStream().map(JsonNode::asString))
        .startsWith("cp", "-a")
        .endsWith("/plimsoll/")
        .containsAll(inImage)
        .hasSize(inImage.size() + 3);
    assertThat(pod.at("/containers/0/command").valueStream().map(JsonNode::asString))
        .containsExactly(
            "/plimsoll/tini", "--", "/plimsoll/java/bin/java", "-jar", "/plimsoll/backend.jar");
  }

  @Test
  void buildIsGivenTheFilesThatTheRecipeReadsAndNoOthers() {
    Set<String> read =
        IMAGES.stages().values().stream()
            .flatMap(stage -> stage.all("COPY").stream())
            .filter(copy -> !copy.startsWith("--from"))
            .map(copy -> "!" + copy.replace("--chmod=0644 ", "").split(" ")[0])
            .collect(Collectors.toSet());
    List<String> ignore = Checkout.read(Checkout.root().resolve(".dockerignore")).lines().toList();
    assertThat(ignore).contains("*");
    assertThat(ignore.stream().filter(line -> line.startsWith("!")))
        .containsExactlyInAnyOrderElementsOf(read);
  }

  @Test
  void modulesOfTheRuntimeAreModulesOfJava() {
    List<String> modules =
        Checkout.read(Checkout.deploy().resolve("images/modules"))
            .lines()
            .map(line -> line.replaceAll(" *#.*", ""))
            .filter(line -> !line.isEmpty())
            .toList();
    assertThat(modules).contains("java.base").isSorted().doesNotHaveDuplicates();
    assertThat(modules).allMatch(module -> ModuleFinder.ofSystem().find(module).isPresent());
  }

  @Test
  void documentsSayWhatTheRecipesDo() {
    String names = Checkout.read(Checkout.root().resolve("docs/kubernetes.md"));
    assertThat(names)
        .contains("tini -- /opt/plimsoll/java/bin/java -jar /opt/plimsoll/NAME.jar")
        .contains("user 65534");
    String images = Checkout.read(Checkout.root().resolve("docs/images.md"));
    assertThat(images)
        .contains(IMAGES.arguments().get("BASE"))
        .contains(IMAGES.arguments().get("JDK"))
        .contains("-XX:MaxRAMPercentage=50");
    assertThat(IMAGES.stage("tools").last("RUN")).contains("-XX:MaxRAMPercentage=50");
  }
}
