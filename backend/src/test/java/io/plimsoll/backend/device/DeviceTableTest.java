package io.plimsoll.backend.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table in several processes, which share nothing but its file. */
class DeviceTableTest {

  private static final long HOUR = 3_600_000_000_000L;

  private static final int KILLS = 6;

  @TempDir private Path folder;
  private final List<Process> processes = new ArrayList<>();
  private Path path = Path.of("");

  @BeforeEach
  void name() {
    path = folder.resolve("card0.device");
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  private static DeviceRequest request(long memoryBytes) {
    return new DeviceRequest("card0", DeviceModel.DEFAULT, HOUR, 1, memoryBytes, Activity.NONE, 1);
  }

  /** Another process, once it has said that it is at work. */
  private Process member(String role) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            TableMember.class.getName(),
            role,
            path.toString());
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    processes.add(process);
    BufferedReader out = process.inputReader();
    assertThat(out.readLine()).isEqualTo(TableMember.AT_WORK);
    return process;
  }

  private static ProcessorSharing state(DeviceTable table, boolean sweeps) throws IOException {
    AtomicReference<@Nullable ProcessorSharing> seen = new AtomicReference<>();
    table.update(sweeps, seen::set);
    return Objects.requireNonNull(seen.get());
  }

  @Test
  void whoeverIsKilledLeavesAWholeStateAndNothingThatRuns() throws Exception {
    try (DeviceTable table = DeviceTable.open(path, System::nanoTime)) {
      table.update(false, state -> state.arrive(table.member(), 1, request(1000)));
      long since = state(table, false).sinceNanos();
      Process steady = member(TableMember.CHURN);
      for (int kill = 0; kill < KILLS; kill++) {
        Process victim = member(TableMember.CHURN);
        assertThat(state(table, false).members()).hasSize(3);
        victim.destroyForcibly().waitFor();

        ProcessorSharing state = state(table, true);

        assertThat(state.members()).hasSize(2);
        assertThat(state.sinceNanos()).isEqualTo(since);
        assertThat(state.runs(table.member(), 1)).isTrue();
        assertThat(state.memoryBytes(table.member())).isEqualTo(1000);
      }
      steady.destroyForcibly().waitFor();
      ProcessorSharing state = state(table, true);
      assertThat(state.members()).containsExactly(table.member());
      assertThat(state.memoryBytes()).isEqualTo(1000);
      assertThat(state.running()).isEqualTo(1);
    }
  }

  @Test
  void oneMemberExportsAndWhenItIsGoneAnother() throws Exception {
    Process first = member(TableMember.EXPORT);
    try (DeviceTable table = DeviceTable.open(path, System::nanoTime)) {
      assertThat(table.exports()).isFalse();
      first.destroyForcibly().waitFor();
      assertThat(table.exports()).isTrue();
      assertThat(table.exports()).isTrue();
    }
  }

  @Test
  void oneBackendTooManyIsRefused() throws Exception {
    member(TableMember.FILL_ALL_BUT_ONE);
    DeviceTable.open(path, System::nanoTime).close();
    member(TableMember.CHURN);
    assertThatThrownBy(() -> DeviceTable.open(path, System::nanoTime))
        .isInstanceOf(IOException.class)
        .hasMessage("more than 512 backends use " + path);
  }

  @Test
  void whoIsStoppedInTheMiddleOfAChangeMakesOthersWaitOnlySoLong() throws Exception {
    Process stuck = member(TableMember.STUCK);
    assertThatThrownBy(() -> DeviceTable.open(path, System::nanoTime, 50_000_000))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(" is locked (expected: free within 0.05 s; is a backend stopped");
    stuck.destroyForcibly().waitFor();
    DeviceTable.open(path, System::nanoTime).close();
  }

  @Test
  void aProcessCannotBeTwoMembers() throws IOException {
    DeviceTable table = DeviceTable.open(path, System::nanoTime);
    assertThatThrownBy(() -> DeviceTable.open(path, System::nanoTime))
        .isInstanceOf(IOException.class)
        .hasMessage(path + " is in use by this very process");
    Path link = folder.resolve("other");
    Files.createLink(link, path);
    assertThatThrownBy(() -> DeviceTable.open(link, System::nanoTime))
        .hasMessage(link + " is in use by this very process");
    table.close();
    DeviceTable.open(path, System::nanoTime).close();
  }

  @Test
  void whatIsNoPlainFileIsNotOpened() throws IOException {
    Path target = folder.resolve("target");
    Files.writeString(target, "mine");
    Files.createSymbolicLink(path, target);
    assertThatThrownBy(() -> DeviceTable.open(path, System::nanoTime))
        .isInstanceOf(IOException.class)
        .hasMessage(path + " is no plain file");
    assertThat(target).hasContent("mine");
    Files.delete(path);
    Files.createDirectory(path);
    assertThatThrownBy(() -> DeviceTable.open(path, System::nanoTime))
        .hasMessage(path + " is no plain file");
  }

  @Test
  void aStateOfAnotherClockIsNotTouched() throws IOException {
    DeviceTable.open(path, () -> 20_000_000_000L).close();
    DeviceTable.open(path, () -> 10_000_000_000L).close();
    assertThatThrownBy(() -> DeviceTable.open(path, () -> 9_000_000_000L))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("11 s ahead (expected: backends with one monotonic clock");
    DeviceTable.open(path, () -> 20_000_000_000L).close();
  }

  @Test
  void onlyItsOwnerMayReadTheFile() throws IOException {
    DeviceTable.open(path, System::nanoTime).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }
}
