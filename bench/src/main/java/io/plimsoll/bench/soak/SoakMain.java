package io.plimsoll.bench.soak;

import io.plimsoll.cli.Commands;

/** {@code bench/soak}. */
public final class SoakMain {

  private SoakMain() {}

  public static void main(String[] args) {
    System.exit(Commands.run(new SoakCommand(), false, args));
  }
}
