package io.plimsoll.backend.device;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two places for a state in a file, and one number that says which of them holds. A state is
 * written to the other place, then the number; who is killed in between leaves the old state.
 *
 * <pre>
 *      0   magic, and the number of the state that holds: its place is the number's last bit
 *   4096   place 0: number, length, CRC-32C, boot, state
 *      n   place 1
 * </pre>
 *
 * A state from before the machine booted, or that is not whole, is none. Belongs to one thread,
 * which holds the file's lock.
 */
final class StateFile {

  private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);

  /** {@code PLIMDEV1}: another form has another number. */
  private static final long MAGIC = 0x504c494d44455631L;

  private static final int MAGIC_BYTES = 8;
  private static final int HEAD_BYTES = MAGIC_BYTES + 8;
  private static final int PLACE_HEAD_BYTES = 8 + 4 + 4 + 16;
  private static final int PAGE_BYTES = 4096;
  private static final int PLACE_BYTES =
      (PLACE_HEAD_BYTES + StateCodec.MAX_BYTES + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final UUID BOOT = boot();

  private final FileChannel channel;
  private final ByteBuffer head = ByteBuffer.allocateDirect(HEAD_BYTES);
  private final ByteBuffer placeHead = ByteBuffer.allocateDirect(PLACE_HEAD_BYTES);
  private ByteBuffer buffer = ByteBuffer.allocateDirect(PAGE_BYTES);
  private long number;

  StateFile(FileChannel channel) {
    this.channel = channel;
  }

  private static UUID boot() {
    try {
      return UUID.fromString(Files.readString(BOOT_ID).trim());
    } catch (IOException | IllegalArgumentException unknown) {
      return new UUID(0, 0);
    }
  }

  /**
   * The state that holds; null if there is none.
   *
   * @throws IOException also if the file is of somebody else
   */
  @Nullable ProcessorSharing read() throws IOException {
    number = 0;
    if (!fill(head, HEAD_BYTES, 0)) {
      if (channel.size() > 0) {
        throw foreign();
      }
      return null;
    }
    long magic = head.getLong();
    number = head.getLong();
    if (magic == 0 && number == 0) {
      // Whoever made the file was killed before its first state held.
      return null;
    }
    if (magic != MAGIC) {
      throw foreign();
    }
    if (!fill(placeHead, PLACE_HEAD_BYTES, place(number))) {
      return broken();
    }
    long its = placeHead.getLong();
    int length = placeHead.getInt();
    int crc = placeHead.getInt();
    UUID boot = new UUID(placeHead.getLong(), placeHead.getLong());
    if (its != number || length < 0 || length > StateCodec.MAX_BYTES) {
      return broken();
    }
    if (!boot.equals(BOOT)) {
      return null;
    }
    reserve(length);
    if (!fill(buffer, length, place(number) + PLACE_HEAD_BYTES) || crc(buffer) != crc) {
      return broken();
    }
    try {
      return StateCodec.read(buffer);
    } catch (BufferUnderflowException notWhole) {
      return broken();
    }
  }

  private IOException foreign() {
    return new IOException("not the file of a simulated device, or one of another version");
  }

  /** Nothing that is killed leaves one: whoever wrote into the file did. */
  private @Nullable ProcessorSharing broken() {
    LOG.warn("the state of a simulated device is broken: beginning anew");
    return null;
  }

  /** To be called after {@link #read}, under the same lock. */
  void write(ProcessorSharing state) throws IOException {
    reserve(StateCodec.size(state));
    buffer.clear();
    StateCodec.write(state, buffer);
    buffer.flip();
    long next = number + 1;
    placeHead.clear();
    placeHead.putLong(next).putInt(buffer.limit()).putInt(crc(buffer));
    placeHead.putLong(BOOT.getMostSignificantBits()).putLong(BOOT.getLeastSignificantBits());
    placeHead.flip();
    writeAll(placeHead, place(next));
    writeAll(buffer, place(next) + PLACE_HEAD_BYTES);
    head.clear();
    head.putLong(MAGIC).putLong(next).flip();
    // Sixteen bytes of one page: a process is not killed in the middle of them.
    writeAll(head, 0);
    number = next;
  }

  private static long place(long number) {
    return PAGE_BYTES + (number & 1) * PLACE_BYTES;
  }

  private void reserve(int bytes) {
    if (buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocateDirect(Math.max(bytes, 2 * buffer.capacity()));
    }
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }

  /** Fills a buffer, ready to be read; false if the file ends before. */
  private boolean fill(ByteBuffer into, int bytes, long position) throws IOException {
    into.clear().limit(bytes);
    while (into.hasRemaining()) {
      if (channel.read(into, position + into.position()) < 0) {
        return false;
      }
    }
    into.flip();
    return true;
  }

  private void writeAll(ByteBuffer bytes, long position) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes, position + bytes.position());
    }
  }
}
