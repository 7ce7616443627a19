package io.plimsoll.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Real processes: one that ends, and one that ends with it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndsWithOptionTest {

  @Test
  void endsAsOnSigtermWhenTheOtherIsKilled() throws Exception {
    Process other = new ProcessBuilder("sleep", "600").start();
    Process process = Programs.start(Follower.class, "--ends-with", Long.toString(other.pid()));
    try (BufferedReader out = process.inputReader(UTF_8)) {
      assertThat(out.readLine()).isEqualTo("ready");
      assertThat(process.isAlive()).isTrue();
      other.destroyForcibly().waitFor();
      assertThat(out.readLine()).isEqualTo("signal 1");
      assertThat(process.waitFor()).isZero();
    } finally {
      other.destroyForcibly();
      process.destroyForcibly();
    }
  }

  @Test
  void endsAtOnceWhenTheOtherHasGoneBefore() throws Exception {
    Process other = new ProcessBuilder("true").start();
    other.waitFor();
    Process process = Programs.start(Follower.class, "--ends-with", Long.toString(other.pid()));
    try {
      assertThat(process.waitFor()).isIn(0, 128 + 15); // It may come before it is listened to.
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aNumberThatIsNoProcessIsBadUsage() {
    assertThat(Commands.run(new Follower(), false, "--ends-with=-1")).isEqualTo(2);
  }

  /** Says what it gets, and ends with the first signal. */
  @Command(name = "follower")
  static final class Follower implements Callable<ExitCode> {

    @SuppressWarnings("UnusedVariable") // Read by Commands.
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin private EndsWithOption endsWith = new EndsWithOption();

    public static void main(String[] args) {
      System.exit(Commands.run(new Follower(), false, args));
    }

    @Override
    public ExitCode call() throws InterruptedException {
      CountDownLatch signalled = new CountDownLatch(1);
      Signals.onTermination(
          count -> {
            System.out.println("signal " + count);
            signalled.countDown();
          });
      endsWith.watch();
      System.out.println("ready");
      signalled.await();
      return ExitCode.OK;
    }
  }
}
