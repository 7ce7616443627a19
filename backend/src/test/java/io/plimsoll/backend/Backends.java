package io.plimsoll.backend;

import io.plimsoll.cli.Commands;
import io.plimsoll.cli.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** Backends for tests. */
final class Backends {

  static final Identity SELF = new Identity("pod-1", "node-a");

  /** How a backend ends that was pointed at a client port. */
  static final Ending WRONG_PORT =
      new Ending(
          ExitCode.UNREACHABLE,
          "the frontend sent no work item: "
              + "this is a frontend's client port (expected: its worker port, 9999)");

  private Backends() {}

  static BackendCommand parse(String... args) {
    BackendCommand command = new BackendCommand();
    CommandLine line = Commands.commandLine(command, true);
    line.parseArgs(args);
    return command;
  }

  static BackendConfig config(String... args) {
    return parse(args).config();
  }

  /** A backend of {@code frontend}, as the command line would have it. */
  static Backend start(FakeFrontend frontend, String... args) {
    List<String> all = new ArrayList<>(List.of("-faddr", "127.0.0.1:" + frontend.port()));
    all.addAll(List.of(args));
    return new Backend(config(all.toArray(String[]::new)), SELF);
  }

  static Ending ending(Backend backend) throws Exception {
    return backend.worker().ended().get(20, TimeUnit.SECONDS);
  }
}
