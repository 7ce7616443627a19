package io.plimsoll.bench.scale;

import io.plimsoll.cli.Commands;

/** {@code bench/scale}. */
public final class ScaleMain {

  private ScaleMain() {}

  public static void main(String[] args) {
    System.exit(Commands.run(new ScaleCommand(), false, args));
  }
}
