package io.plimsoll.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/**
 * The log of all three programs: one line an event on stderr. Text from outside is stripped of
 * control characters here, in the one place that all of it passes. Stack traces only when verbose.
 *
 * <p>Found by Logback through {@code META-INF/services}, which is faster than its XML.
 */
public final class Logging extends ContextAwareBase implements Configurator {

  private static final String MESSAGE =
      "%d{HH:mm:ss.SSS} %-5level %replace(%msg){'[\\pC\\p{Zl}\\p{Zp}]', ' '}";

  /** The level of every logger while not verbose. */
  private static final Level QUIET = Level.INFO;

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    apply(context, false);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Sets what is logged. Called once, at the start of a program. */
  public static void configure(boolean verbose) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      apply(context, verbose);
    }
  }

  private static void apply(LoggerContext context, boolean verbose) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(MESSAGE + (verbose ? "%n%ex" : "%n%nopex"));
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
    root.setLevel(QUIET);
    context.getLogger("io.plimsoll").setLevel(verbose ? Level.DEBUG : QUIET);
  }
}
