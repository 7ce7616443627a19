package io.plimsoll.bench.rate;

import io.plimsoll.cli.Commands;

/** {@code bench/rate}. */
public final class RateMain {

  private RateMain() {}

  public static void main(String[] args) {
    System.exit(Commands.run(new RateCommand(), false, args));
  }
}
