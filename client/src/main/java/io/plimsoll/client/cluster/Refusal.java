package io.plimsoll.client.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.Text;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;

/** What the library says of a request that failed, in words for those who run the program. Pure. */
final class Refusal {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FIRST_OF_SERVER = 500;

  /** Of what a server or a library says: an error is one line, and its beginning tells most. */
  private static final int QUOTED_CHARS = 1_000;

  private Refusal() {}

  /** Whether it is no failure at all: the thread that waited was interrupted. */
  static boolean isInterruption(Throwable e) {
    return causes(e).stream()
        .anyMatch(
            cause ->
                cause instanceof InterruptedException || cause instanceof InterruptedIOException);
  }

  /** Whether asking again would not help: the server has an answer, and it is no. */
  static boolean isFinal(CommandException e) {
    return causes(e).stream()
        .anyMatch(
            cause ->
                cause instanceof KubernetesClientException answer
                    && answer.getCode() > 0
                    && answer.getCode() < FIRST_OF_SERVER
                    && answer.getCode() != TOO_MANY_REQUESTS);
  }

  /**
   * The error, with exit code 3.
   *
   * @param what was not done: {@code deployment lab/workers: cannot read the scale}
   * @param rights that it takes: {@code the verb get on deployments/scale of apps}
   * @param namespace that was asked about
   * @param url of the server
   */
  static CommandException of(
      String what, String rights, String namespace, String url, RuntimeException e) {
    List<Throwable> causes = causes(e);
    for (Throwable cause : causes) {
      if (cause instanceof KubernetesClientException answer && answer.getCode() > 0) {
        String said = said(answer) + " (status " + answer.getCode();
        return error(
            what + ": " + said + hint(answer.getCode(), rights, namespace) + "), at " + url, e);
      }
    }
    String why = why(causes);
    return causes.stream().anyMatch(Refusal::isUnreadable)
        ? error(what + ": the answer of " + url + " cannot be read: " + why, e)
        : error(what + ": cannot reach the API server at " + url + ": " + why, e);
  }

  /** What the innermost cause says, on one line. */
  static String why(Throwable e) {
    return why(causes(e));
  }

  private static CommandException error(String text, RuntimeException e) {
    return new CommandException(ExitCode.UNREACHABLE, text, e);
  }

  private static String said(KubernetesClientException answer) {
    String message = answer.getStatus() == null ? null : answer.getStatus().getMessage();
    return message == null || message.isBlank() ? "refused" : quoted(message);
  }

  private static String hint(int status, String rights, String namespace) {
    return switch (status) {
      case UNAUTHORIZED -> "; expected: credentials that the server knows";
      case FORBIDDEN -> "; this needs " + rights + " in namespace " + namespace;
      case NOT_FOUND -> "; expected: one of namespace " + namespace;
      default -> "";
    };
  }

  private static boolean isUnreadable(Throwable cause) {
    return cause instanceof AnswerLimits.TooLongException
        || cause instanceof JacksonException
        || (cause instanceof IllegalArgumentException
            && !(cause instanceof UnresolvedAddressException));
  }

  /** What the innermost cause that says something says, which tells most. */
  private static String why(List<Throwable> causes) {
    String why = "no reason given";
    for (Throwable cause : causes) {
      if (cause instanceof UnresolvedAddressException) {
        return "no such host";
      }
      if (cause.getMessage() != null) {
        why = cause.getMessage();
      } else if (cause instanceof ConnectException) {
        why = "nobody listens there";
      } else if (cause instanceof TimeoutException) {
        why = "no answer in time";
      }
    }
    return quoted(why);
  }

  private static String quoted(String text) {
    String line = Text.printable(text.strip());
    return line.length() > QUOTED_CHARS ? line.substring(0, QUOTED_CHARS) + "..." : line;
  }

  private static List<Throwable> causes(Throwable e) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = e; cause != null && !causes.contains(cause); cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }
}
