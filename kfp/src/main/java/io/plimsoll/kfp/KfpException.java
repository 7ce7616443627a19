package io.plimsoll.kfp;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** A request that failed: it was refused, or had no answer. */
public final class KfpException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** In place of a status: there was no answer. */
  public static final int NO_ANSWER = 0;

  private static final int NOT_FOUND = 404;

  private final int status;

  KfpException(int status, String message) {
    super(message);
    this.status = status;
  }

  KfpException(int status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** What a future of this package failed with. */
  public static KfpException of(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof KfpException refused
        ? refused
        : new KfpException(NO_ANSWER, String.valueOf(cause.getMessage()), cause);
  }

  /** HTTP status of the answer, or {@link #NO_ANSWER}. */
  public int status() {
    return status;
  }

  /** Whether what was asked for is not there. */
  public boolean isNotFound() {
    return status == NOT_FOUND;
  }
}
