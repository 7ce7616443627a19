package io.plimsoll.backend.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.DefaultEventExecutor;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramWorkloadTest {

  private static final String SHELL = "/bin/bash";

  @TempDir Path directory;

  private final DefaultEventExecutor loop = new DefaultEventExecutor();

  /** In the command lines of all that a test starts. */
  private final String tag = "plimsoll-test-" + UUID.randomUUID();

  @AfterEach
  void close() {
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }

  private final class Started implements AutoCloseable {

    final Workload workload;
    final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    final Run run;

    Started(String program, long limitNanos, String... args) throws Exception {
      workload =
          WorkloadCatalog.find(
              program, new WorkloadContext(loop, List.of(), directory, true, true));
      Order order = new Order(List.of(args), limitNanos);
      run = loop.submit(() -> workload.start(order, outcome::complete)).get();
    }

    Outcome outcome() throws Exception {
      return outcome.get(30, TimeUnit.SECONDS);
    }

    void stop(String why) {
      loop.execute(() -> run.stop(why));
    }

    @Override
    public void close() {
      workload.close();
    }
  }

  /** The last argument is {@code $0} of the script. */
  private Started shell(long limitNanos, String script) throws Exception {
    return new Started(SHELL, limitNanos, "-c", script, tag);
  }

  /** Waits until the script has created a file of that name. */
  private void awaitFile(String name) throws Exception {
    try (Started wait =
        new Started(
            SHELL, 20_000_000_000L, "-c", "until [ -e " + name + " ]; do sleep 0.01; done")) {
      assertThat(wait.outcome().retcode()).as(name).isZero();
    }
  }

  /** Living processes with the tag in their command line. */
  private List<String> alive() throws IOException {
    List<String> found = new ArrayList<>();
    String[] pids = new File("/proc").list((proc, name) -> name.matches("\\d+"));
    for (String pid : pids == null ? new String[0] : pids) {
      try {
        String command =
            new String(
                Files.readAllBytes(Path.of("/proc", pid, "cmdline")), StandardCharsets.UTF_8);
        if (command.contains(tag)) {
          found.add(pid + " " + command.replace('\0', ' '));
        }
      } catch (IOException gone) {
        // Between the listing and the reading.
      }
    }
    return found;
  }

  @Test
  void aProgramsExitCodeAndLastWordsAreReported() throws Exception {
    try (Started ok = shell(0, "echo unasked >&2; exit 0");
        Started failed = shell(0, "echo why >&2; exit 3")) {
      assertThat(ok.outcome().retcode()).isZero();
      assertThat(ok.outcome().result()).isNull();
      assertThat(failed.outcome().retcode()).isEqualTo(3);
      assertThat(failed.outcome().error()).isEmpty();
      assertThat(failed.outcome().result()).hasToString("{\"stderr\":\"why\\n\"}");
    }
  }

  @Test
  void argumentsAndTheWorkingDirectoryReachTheProgramAsTheyAre() throws Exception {
    try (Started started =
        new Started(SHELL, 0, "-c", "printf '%s|' \"$@\" > args", "x", "a b", "", "$HOME*")) {
      assertThat(started.outcome().retcode()).isZero();
    }
    assertThat(directory.resolve("args")).hasContent("a b||$HOME*|");
  }

  @Test
  void aProgramKilledByASignalReports128AndTheSignal() throws Exception {
    try (Started started = shell(0, "kill -KILL $$")) {
      assertThat(started.outcome().retcode()).isEqualTo(137);
    }
  }

  @Test
  void aProgramThatCannotBeStartedIsAnError() throws Exception {
    Path text = Files.writeString(directory.resolve("text"), "not a program");
    for (String path : List.of("/nosuch/program", directory.toString(), text.toString())) {
      try (Started started = new Started(path, 0)) {
        assertThat(started.outcome().error()).startsWith("cannot be started: ").contains(path);
        assertThat(started.outcome().retcode()).isEqualTo(1);
      }
    }
    try (Started started = new Started("/bin/true", 0, "a\0b")) {
      assertThat(started.outcome().error()).startsWith("cannot be started: ");
    }
  }

  @Test
  void atTheLimitAProgramIsEndedAndReportsTheTimeout() throws Exception {
    try (Started started = shell(200_000_000, "sleep 3600")) {
      Outcome outcome = started.outcome();
      assertThat(outcome.retcode()).isEqualTo(124);
      assertThat(outcome.timeoutSeconds()).isEqualTo(0.2);
      assertThat(outcome.error()).isEqualTo("timeout: the workload ran into its limit of 0.2 s");
      assertThat(outcome.runNanos()).isGreaterThanOrEqualTo(200_000_000L);
      assertThat(alive()).isEmpty();
    }
  }

  @Test
  void aProgramMayCleanUpAtTheLimitAndItsLastWordsAreReported() throws Exception {
    // Without a child of its own: a shell that is told to end while it forks may miss that.
    String script =
        "trap 'echo bye > cleaned; exit 9' TERM; echo begun >&2; : > ready; while :; do :; done";
    // On a busy machine the limit may come before the shell has set its trap: then a longer one.
    for (long limitNanos = 200_000_000; ; limitNanos *= 4) {
      try (Started started = shell(limitNanos, script)) {
        Outcome outcome = started.outcome();
        if (Files.exists(directory.resolve("ready"))) {
          assertThat(outcome.retcode()).isEqualTo(124);
          assertThat(outcome.result()).hasToString("{\"stderr\":\"begun\\n\"}");
          assertThat(directory.resolve("cleaned")).hasContent("bye");
          return;
        }
      }
    }
  }

  @Test
  void stoppingEndsOrphansAndOtherSessionsAndThoseThatIgnoreTerm() throws Exception {
    // A child, an orphan, a daemon with a session and child of its own, one without environment.
    String script =
        """
        trap '' TERM
        bash -c 'sleep 3600; true' $0 child &
        (bash -c 'sleep 3600; true' $0 orphan &)
        setsid bash -c 'trap "" TERM; (sleep 3600; true) & : > daemon; sleep 3600; true' $0 session &
        env -i bash -c ': > bare; sleep 3600; true' $0 bare &
        until [ -e daemon ] && [ -e bare ]; do sleep 0.01; done
        : > ready
        while true; do sleep 1; done
        """;
    try (Started started = shell(0, script)) {
      awaitFile("ready");
      assertThat(alive()).hasSizeGreaterThanOrEqualTo(5);
      long begunNanos = System.nanoTime();
      started.stop("told to");
      Outcome outcome = started.outcome();
      assertThat(outcome.error()).isEqualTo("told to");
      assertThat(outcome.retcode()).isEqualTo(137);
      assertThat(System.nanoTime() - begunNanos).isBetween(5_000_000_000L, 9_000_000_000L);
      assertThat(alive()).isEmpty();
    }
  }

  @Test
  void whatAProgramLeavesBehindIsEndedBeforeItIsDone() throws Exception {
    try (Started started = shell(0, "setsid bash -c 'sleep 3600; true' $0 left & exit 0")) {
      assertThat(started.outcome()).matches(outcome -> outcome.retcode() == 0);
      assertThat(alive()).isEmpty();
    }
  }

  @Test
  void stoppingBeforeTheStartAndAfterTheEndIsHarmless() throws Exception {
    try (Started started = shell(0, "sleep 3600")) {
      started.stop("at once");
      started.stop("again");
      assertThat(started.outcome().error()).isEqualTo("at once");
      started.stop("too late");
      assertThat(alive()).isEmpty();
    }
  }

  @Test
  void manyRunsLeaveNoZombieNoDescriptorAndNoThreadBehind() throws Exception {
    try (Workload workload =
        WorkloadCatalog.find(
            "/bin/true", new WorkloadContext(loop, List.of(), directory, true, true))) {
      runs(workload, 20);
      long descriptors = entries("/proc/self/fd");
      runs(workload, 200);
      assertThat(entries("/proc/self/fd")).isLessThanOrEqualTo(descriptors + 5);
      assertThat(ProcessHandle.current().children()).isEmpty();
      assertThat(
              Thread.getAllStackTraces().keySet().stream()
                  .filter(thread -> thread.getName().startsWith("program")))
          .hasSizeLessThan(40);
    }
  }

  private void runs(Workload workload, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      CompletableFuture<Outcome> outcome = new CompletableFuture<>();
      loop.execute(() -> workload.start(new Order(List.of(), 0), outcome::complete));
      assertThat(outcome.get(30, TimeUnit.SECONDS).retcode()).isZero();
    }
  }

  private static long entries(String path) throws IOException {
    try (Stream<Path> entries = Files.list(Path.of(path))) {
      return entries.count();
    }
  }
}
