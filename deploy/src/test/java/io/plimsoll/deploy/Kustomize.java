package io.plimsoll.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the real {@code kubectl kustomize} makes of a folder. Each is made once. */
final class Kustomize {

  /** The first with a Kustomize of version 5. */
  private static final int OLDEST_MINOR = 27;

  private static final Pattern MINOR = Pattern.compile("\"minor\": \"(\\d+)");
  private static final Map<Path, Manifests> MADE = new TreeMap<>();

  private Kustomize() {}

  /** Skips the test, and says so, where there is no kubectl that is new enough. */
  static void assumeKubectl(Class<?> test) {
    boolean fit;
    try {
      Matcher minor = MINOR.matcher(run("version", "--client", "-o", "json"));
      fit = minor.find() && Integer.parseInt(minor.group(1)) >= OLDEST_MINOR;
    } catch (UncheckedIOException notFound) {
      fit = false;
    }
    String why = "no kubectl of 1." + OLDEST_MINOR + " or newer on the PATH";
    if (!fit) {
      System.err.println(test.getSimpleName() + ": NOT TESTED: " + why);
    }
    assumeTrue(fit, why);
  }

  /** The objects of a folder. */
  static synchronized Manifests build(Path folder) {
    Manifests made = MADE.get(folder);
    if (made == null) {
      made = new Manifests(Yaml.all(run("kustomize", folder.toString())));
      MADE.put(folder, made);
    }
    return made;
  }

  private static String run(String... args) {
    String[] command = new String[args.length + 1];
    command[0] = "kubectl";
    System.arraycopy(args, 0, command, 1, args.length);
    try {
      Path errors = Files.createTempFile("kubectl", ".err");
      try {
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        String said = Files.readString(errors);
        // It warns of what will not work in the next version.
        if (exitCode != 0 || said.contains("Warning")) {
          throw new AssertionError(String.join(" ", command) + ": " + exitCode + "\n" + said);
        }
        return text;
      } finally {
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
