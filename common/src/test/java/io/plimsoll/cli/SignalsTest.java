package io.plimsoll.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real signals to a process of its own. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SignalsTest {

  @Test
  void eachSignalIsACallThatSaysTheHowManiethItIs() throws Exception {
    Process process = Programs.start(Waiter.class);
    try (BufferedReader out = process.inputReader(UTF_8)) {
      assertThat(out.readLine()).isEqualTo("ready");
      signal(process, "TERM");
      assertThat(out.readLine()).isEqualTo("signal 1");
      signal(process, "INT");
      assertThat(out.readLine()).isEqualTo("signal 2");
      signal(process, "HUP");
      assertThat(out.readLine()).isEqualTo("signal 3");
      assertThat(process.waitFor()).isEqualTo(7);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void signal(Process process, String name) throws Exception {
    Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Says what it gets, and ends with the third signal. */
  static final class Waiter {

    private Waiter() {}

    public static void main(String[] args) throws InterruptedException {
      CountDownLatch three = new CountDownLatch(3);
      Signals.onTermination(
          count -> {
            System.out.println("signal " + count);
            three.countDown();
          });
      System.out.println("ready");
      three.await();
      System.exit(7);
    }
  }
}
