package io.plimsoll.bench.truth;

import io.plimsoll.cli.Commands;

/** {@code bench/truth}. */
public final class TruthMain {

  private TruthMain() {}

  public static void main(String[] args) {
    System.exit(Commands.run(new TruthCommand(), false, args));
  }
}
