package io.plimsoll.backend.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {

  private static final long SECOND = 1_000_000_000;
  private static final int PAGE = 4096;

  /** What is written before the number that says which state holds. */
  private static final int HEAD = 16;

  @TempDir private Path folder;
  private Path path = Path.of("");

  @BeforeEach
  void name() {
    path = folder.resolve("card0.device");
  }

  private static ProcessorSharing state(int requests) {
    ProcessorSharing state = new ProcessorSharing(SECOND);
    for (int i = 0; i < requests; i++) {
      state.arrive(
          1, i, new DeviceRequest("card0", DeviceModel.DEFAULT, SECOND, 1, 0, Activity.NONE, i));
    }
    return state;
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private void write(ProcessorSharing state) throws IOException {
    try (FileChannel channel = open()) {
      StateFile file = new StateFile(channel);
      file.read();
      file.write(state);
    }
  }

  private @Nullable ProcessorSharing read() throws IOException {
    try (FileChannel channel = open()) {
      return new StateFile(channel).read();
    }
  }

  /** How many requests the state that is read has; -1 if there is none. */
  private int requests() throws IOException {
    ProcessorSharing state = read();
    return state == null ? -1 : state.running();
  }

  @Test
  void aNewFileHasNoState() throws IOException {
    assertThat(requests()).isEqualTo(-1);
  }

  @Test
  void theLatestStateHolds() throws IOException {
    for (int requests = 0; requests < 5; requests++) {
      write(state(requests));
      assertThat(requests()).isEqualTo(requests);
    }
  }

  @Test
  void aWriterThatIsKilledAnywhereLeavesTheOldState() throws IOException {
    write(state(5));
    write(state(3));
    byte[] before = Files.readAllBytes(path);
    write(state(7));
    byte[] after = Files.readAllBytes(path);
    int first = PAGE + Arrays.mismatch(tail(before), tail(after));
    int last = lastDifference(before, after, first, after.length);
    assertThat(last - first).isGreaterThan(7 * 50);
    Files.write(path, before);
    try (FileChannel channel = open()) {
      for (int next = first; next <= last; next++) {
        assertThat(requests()).as("%d bytes are written", next - first).isEqualTo(3);
        channel.write(ByteBuffer.wrap(after, next, 1), next);
      }
      assertThat(requests()).isEqualTo(3);
      channel.write(ByteBuffer.wrap(after, 0, HEAD), 0);
      assertThat(requests()).isEqualTo(7);
    }
  }

  /** The states, without the number of the one that holds. */
  private static byte[] tail(byte[] file) {
    return Arrays.copyOfRange(file, PAGE, file.length);
  }

  private static int lastDifference(byte[] a, byte[] b, int from, int to) {
    for (int i = to - 1; i >= from; i--) {
      if (i >= a.length || a[i] != b[i]) {
        return i;
      }
    }
    throw new AssertionError("no difference");
  }

  @Test
  void whoIsKilledBeforeItsFirstStateHoldsLeavesNone() throws IOException {
    write(state(1));
    byte[] first = Files.readAllBytes(path);
    Arrays.fill(first, 0, HEAD, (byte) 0);
    Files.write(path, first);
    assertThat(requests()).isEqualTo(-1);
    write(state(2));
    assertThat(requests()).isEqualTo(2);
  }

  @Test
  void aStateThatSomebodyWroteIntoIsNone() throws IOException {
    write(state(4));
    byte[] good = Files.readAllBytes(path);
    int place = lastDifference(new byte[good.length], good, PAGE, good.length) - 100;
    for (int at : new int[] {9, place, place + 50, place + 100}) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      Files.write(path, bad);
      assertThat(requests()).as("byte %d", at).isEqualTo(-1);
    }
    Files.write(path, Arrays.copyOf(good, place));
    assertThat(requests()).isEqualTo(-1);
  }

  @Test
  void aStateFromBeforeTheMachineBootedIsNone() throws IOException {
    write(state(4));
    byte[] old = Files.readAllBytes(path);
    int place = PAGE;
    while (old[place + 7] == 0) {
      place += PAGE;
    }
    // After number, length and checksum.
    old[place + 16] ^= 1;
    Files.write(path, old);
    assertThat(requests()).isEqualTo(-1);
    write(state(1));
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void aFileOfSomebodyElseIsLeftAlone() throws IOException {
    byte[] text = "#!/bin/sh\nexec something else entirely\n".getBytes(StandardCharsets.UTF_8);
    for (byte[] foreign : new byte[][] {text, {1, 2, 3}}) {
      Files.write(path, foreign);
      assertThatThrownBy(() -> write(state(1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not the file of a simulated device");
      assertThat(Files.readAllBytes(path)).isEqualTo(foreign);
    }
    ByteBuffer other = ByteBuffer.allocate(64).putLong(0, 0x504c494d44455632L);
    Files.write(path, other.array());
    assertThatThrownBy(() -> write(state(1))).hasMessageContaining("another version");
  }
}
