package io.plimsoll.client;

import io.plimsoll.cli.Commands;

/** Drives a queue: {@code java -jar client.jar --help}. */
public final class ClientMain {

  private ClientMain() {}

  /** Runs the command and exits with its exit code. */
  public static void main(String[] args) {
    System.exit(Commands.run(new ClientCommand(), true, args));
  }
}
