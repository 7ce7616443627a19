package io.plimsoll.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the programs log, seen from outside: in a process of its own. */
class LoggingTest {

  @Test
  void eventIsOneLineWithoutControlCharactersOfThePeerOrStackTrace() throws Exception {
    String log = log("quiet");
    assertThat(log.lines()).hasSize(2);
    assertThat(log)
        .containsPattern("(?m)^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  a b c d e f \u00fc\ud83d\ude00$")
        .containsPattern("(?m)^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  failed$");
  }

  @Test
  void verboseLogHasDebugEventsAndStackTraces() throws Exception {
    assertThat(log("verbose"))
        .contains(
            "DEBUG detail", "WARN  failed", "IllegalStateException: cause", "\tat io.plimsoll")
        .doesNotContain("of others");
  }

  private static String log(String mode) throws IOException, InterruptedException {
    Process process = Programs.start(Chatter.class, mode);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(process.getInputStream().readAllBytes()).isEmpty();
    return err;
  }

  /** Logs some of everything. */
  static final class Chatter {

    private Chatter() {}

    public static void main(String[] args) {
      Logging.configure(args[0].equals("verbose"));
      Logger log = LoggerFactory.getLogger(Chatter.class);
      log.info("a\nb\u001bc\u009bd\u202ee\u2028f \u00fc\ud83d\ude00");
      log.debug("detail");
      LoggerFactory.getLogger("io.netty").debug("of others");
      log.warn("failed", new IllegalStateException("cause"));
    }
  }
}
