package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What an overlay of {@code deploy/} has in it, as {@code kubectl kustomize} puts it together.
 *
 * @param objects of Kubernetes
 */
record Overlay(List<JsonNode> objects) {

  private static final YAMLMapper YAML = new YAMLMapper();

  /**
   * A container of ours.
   *
   * @param owner name of the deployment or job
   * @param replicas how many pods have it
   * @param pod the pod's spec
   * @param spec of the container
   */
  record Container(String owner, int replicas, JsonNode pod, JsonNode spec) {

    /** {@code frontend}, {@code backend} or {@code client}: so our containers are called. */
    String program() {
      return spec.path("name").asString();
    }

    List<String> args() {
      return spec.path("args").valueStream().map(JsonNode::asString).toList();
    }
  }

  /** The overlay of this name. */
  static Overlay of(String name) {
    String text = kubectl("kustomize", folder().resolve(name).toString());
    try (MappingIterator<JsonNode> objects = YAML.readerFor(JsonNode.class).readValues(text)) {
      return new Overlay(objects.readAll());
    }
  }

  static List<String> names() {
    try (Stream<Path> folders = Files.list(folder())) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The containers of all pods, without those that run before them. */
  List<Container> containers() {
    List<Container> containers = new ArrayList<>();
    for (JsonNode object : objects) {
      JsonNode owner =
          object.at("/spec/jobTemplate").isObject() ? object.at("/spec/jobTemplate") : object;
      JsonNode pod = owner.at("/spec/template/spec");
      int replicas = owner.at("/spec/replicas").asInt(1);
      String name = object.at("/metadata/name").asString();
      for (JsonNode container : pod.path("containers")) {
        containers.add(new Container(name, replicas, pod, container));
      }
    }
    return containers;
  }

  /** The files of the config map of this name. */
  JsonNode configMap(String name) {
    return objects.stream()
        .filter(object -> object.path("kind").asString().equals("ConfigMap"))
        .filter(object -> object.at("/metadata/name").asString().equals(name))
        .map(object -> object.path("data"))
        .findAny()
        .orElse(YAML.createObjectNode());
  }

  private static Path folder() {
    return Jar.root().resolve("deploy/overlays");
  }

  private static String kubectl(String... args) {
    List<String> command = new ArrayList<>(List.of("kubectl"));
    command.addAll(List.of(args));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("%s", command).isZero();
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
