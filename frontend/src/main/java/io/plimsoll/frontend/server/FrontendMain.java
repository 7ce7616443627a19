package io.plimsoll.frontend.server;

import io.plimsoll.cli.Commands;

/** {@code java -jar frontend.jar}. */
public final class FrontendMain {

  private FrontendMain() {}

  public static void main(String[] args) {
    System.exit(Commands.run(new FrontendCommand(), false, args));
  }
}
