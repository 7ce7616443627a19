package io.plimsoll.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Classes of these tests as processes of their own. */
final class Programs {

  private Programs() {}

  static Process start(Class<?> main, String... args) throws IOException {
    ProcessBuilder program =
        new ProcessBuilder(
            // A script's background job ignores SIGINT, and so would what it starts.
            "env",
            "--default-signal=TERM,INT,HUP",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Dfile.encoding=UTF-8",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName());
    program.command().addAll(List.of(args));
    return program.start();
  }
}
