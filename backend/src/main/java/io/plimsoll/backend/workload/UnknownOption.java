package io.plimsoll.backend.workload;

import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with arguments without repeating what may be a secret. */
final class UnknownOption {

  private UnknownOption() {}

  /** The error's text; of an unknown option its name only, since its value may be a token. */
  static String text(ParameterException error) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      for (String arg : unmatched.getUnmatched()) {
        if (arg.startsWith("-") && arg.length() > 1) {
          return "Unknown option: '" + arg.split("=", 2)[0] + "'";
        }
      }
    }
    return String.valueOf(error.getMessage());
  }
}
