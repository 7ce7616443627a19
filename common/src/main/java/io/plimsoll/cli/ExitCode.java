package io.plimsoll.cli;

/** What the exit codes of all three programs mean. */
public enum ExitCode {
  /** Done. */
  OK(0),
  /** A run failed its checks, or was interrupted before it could tell. */
  FAILED(1),
  /** Bad usage. */
  USAGE(2),
  /** Could not reach, or lost, what it needs. */
  UNREACHABLE(3);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number that the process exits with. */
  public int code() {
    return code;
  }
}
