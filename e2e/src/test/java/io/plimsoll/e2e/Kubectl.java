package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real kubectl, as one user of one server. */
final class Kubectl {

  /** Several times what it takes on a busy machine. */
  private static final int PATIENCE_SECONDS = 60;

  /** What a call has come to. */
  record Ended(int exitCode, String stdout, String stderr) {}

  private final Path folder;
  private final Path kubeconfig;

  /**
   * @param folder for its files
   * @param user of the kubeconfig, as flow-style YAML
   * @param cluster the same for the server
   */
  Kubectl(Path folder, String cluster, String user) {
    this.folder = folder;
    this.kubeconfig = folder.resolve("kubeconfig-" + Integer.toHexString(user.hashCode()));
    String text =
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: one, cluster: %s}]
        users: [{name: one, user: %s}]
        contexts: [{name: one, context: {cluster: one, user: one}}]
        current-context: one
        """
            .formatted(cluster, user);
    try {
      Files.writeString(kubeconfig, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Skips the calling test, loudly, where there is none. */
  static void assumeThere(String test) {
    boolean there;
    try {
      Process process = new ProcessBuilder("kubectl", "version", "--client").start();
      process.getInputStream().readAllBytes();
      there = process.waitFor() == 0;
    } catch (IOException notFound) {
      there = false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (!there) {
      System.err.println(test + ": NOT TESTED: no kubectl on the PATH");
    }
    assumeTrue(there, "no kubectl on the PATH");
  }

  /** What it prints; it must succeed. */
  String run(String... args) {
    Ended ended = end(args);
    assertThat(ended.exitCode()).as(ended.toString()).isZero();
    return ended.stdout();
  }

  /** Runs to its end. */
  Ended end(String... args) {
    List<String> command = new ArrayList<>(List.of("kubectl"));
    command.addAll(List.of(args));
    try {
      Path out = Files.createTempFile(folder, "kubectl", ".out");
      Path err = Files.createTempFile(folder, "kubectl", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().put("KUBECONFIG", kubeconfig.toString());
      // Where it would keep what it has discovered of other servers.
      builder.environment().put("HOME", folder.toString());
      Process process = builder.start();
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s", command).isTrue();
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
