package io.plimsoll.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The checkout that is tested. */
final class Checkout {

  private static final Pattern VERSION =
      Pattern.compile("<artifactId>plimsoll</artifactId>\\s*<version>([^<]+)</version>");

  private Checkout() {}

  static Path root() {
    return Path.of(System.getProperty("plimsoll.root", "..")).toAbsolutePath().normalize();
  }

  static Path deploy() {
    return root().resolve("deploy");
  }

  /** The version of the programs, and so the tag of their images. */
  static String version() {
    Matcher version = VERSION.matcher(read(root().resolve("pom.xml")));
    if (!version.find()) {
      throw new IllegalStateException("pom.xml has no version");
    }
    return version.group(1);
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files below {@code folder}, in the order of their names. */
  static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Folders below {@code deploy/} that one applies: each has a Kustomization, not a Component. */
  static List<Path> applied() {
    return files(deploy()).stream()
        .filter(file -> file.endsWith("kustomization.yaml"))
        .filter(file -> Yaml.one(read(file)).path("kind").asString().equals("Kustomization"))
        .map(Path::getParent)
        .filter(folder -> !folder.endsWith("base"))
        .toList();
  }

  /** The overlays, by their folder's name. */
  static List<Path> overlays() {
    Path overlays = deploy().resolve("overlays");
    return applied().stream().filter(folder -> folder.startsWith(overlays)).toList();
  }
}
