package io.plimsoll.backend;

import io.plimsoll.cli.ExitCode;

/**
 * How a backend ends.
 *
 * @param error one line for stderr, empty if there is nothing to complain of
 */
record Ending(ExitCode code, String error) {

  static final Ending DONE = new Ending(ExitCode.OK, "");
}
