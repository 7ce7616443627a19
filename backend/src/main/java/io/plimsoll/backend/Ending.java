package io.plimsoll.backend;

import io.plimsoll.cli.ExitCode;
import io.plimsoll.wire.TlsException;
import org.jspecify.annotations.Nullable;

/**
 * How a backend ends.
 *
 * @param error one line for stderr, empty if there is nothing to complain of
 */
record Ending(ExitCode code, String error) {

  static final Ending DONE = new Ending(ExitCode.OK, "");

  /** The frontend is not there, or will not do. */
  static Ending unreachable(String error) {
    return new Ending(ExitCode.UNREACHABLE, error);
  }

  /** No connection, and no more trying to get one. */
  static Ending unreachable(BackendConfig config, String why) {
    // Trying again mends no certificate.
    String hint = config.retry().isZero() && !TlsException.isText(why) ? " (see --retry)" : "";
    return unreachable("no connection to the frontend at " + config.frontend() + ": " + why + hint);
  }

  boolean isWrong() {
    return code != ExitCode.OK;
  }

  /** What is told in the end: what went wrong first. */
  static Ending first(@Nullable Ending earlier, Ending later) {
    return earlier == null || (!earlier.isWrong() && later.isWrong()) ? later : earlier;
  }
}
