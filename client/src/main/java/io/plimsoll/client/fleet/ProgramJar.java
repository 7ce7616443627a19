package io.plimsoll.client.fleet;

import io.plimsoll.cli.CommandException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the jars of the other programs, and the command that runs them. */
final class ProgramJar {

  private ProgramJar() {}

  /**
   * The jar of a program: the one that was named, else the one beside the client's, else that of
   * the build tree which the client's is in.
   *
   * @param program {@code frontend} or {@code backend}
   * @param named by the option {@code --PROGRAM-jar}; null if it was not given
   * @throws CommandException exit code 2 if there is none
   */
  static Path find(String program, @Nullable Path named) {
    return find(program, named, here());
  }

  static Path find(String program, @Nullable Path named, Path client) {
    String option = "--" + program + "-jar";
    if (named != null) {
      if (!Files.isReadable(named) || Files.isDirectory(named)) {
        throw CommandException.usage(option, named, "a file that can be read");
      }
      return named;
    }
    String name = program + ".jar";
    // The client's is DIR/client.jar or CHECKOUT/client/target/client.jar, or target/classes.
    List<Path> places = new ArrayList<>();
    places.add(client.resolveSibling(name));
    places.add(client.resolveSibling("../../" + program + "/target/" + name).normalize());
    for (Path place : places) {
      if (Files.isRegularFile(place)) {
        return place;
      }
    }
    throw CommandException.usage(option, "not given", name + " beside " + client + ", or its path");
  }

  private static Path here() {
    try {
      return Path.of(ProgramJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What a command begins with that runs a jar with the java that runs this program.
   *
   * <p>One thread for the garbage of each, as many of them share the machine.
   */
  static List<String> command(Path jar) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(java, "-XX:+UseSerialGC", "-jar", jar.toString());
  }
}
