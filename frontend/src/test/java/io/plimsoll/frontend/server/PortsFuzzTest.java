package io.plimsoll.frontend.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Whatever clients and workers send, and whenever they leave or break down: each request is
 * answered once at most, all figures are true, and nobody can make the frontend log an error.
 */
class PortsFuzzTest {

  private static final int INPUTS = Integer.getInteger("plimsoll.fuzz.inputs", 1000);

  private static final long SEED = Long.getLong("plimsoll.fuzz.seed", 1);

  private static final int MOST_BYTES = 200;

  @FuzzTest
  void anythingThatPeersDoIsAnsweredOnceAndCounted(byte[] data) {
    check(data);
  }

  @Test
  void randomDoingsOfPeersAreAnsweredOnceAndCounted() {
    Random random = new Random(SEED);
    for (int i = 0; i < INPUTS; i++) {
      byte[] data = new byte[random.nextInt(MOST_BYTES)];
      random.nextBytes(data);
      try {
        check(data);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "seed " + SEED + ", input " + i + ": " + HexFormat.of().formatHex(data), e);
      }
    }
  }

  private static void check(byte[] data) {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger ours = (Logger) LoggerFactory.getLogger("io.plimsoll");
    log.start();
    ours.addAppender(log);
    try {
      FuzzedPorts.run(data);
    } finally {
      ours.detachAppender(log);
    }
    assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
  }
}
