package io.plimsoll.replay.audit;

import static java.util.Objects.requireNonNull;

import io.plimsoll.replay.audit.EventSorter.Entry;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Entries that are in order, in memory or in a part of a file, and the first of those left. */
final class Run {

  /** Small, since there is one for every run of a log of any size. */
  private static final int BUFFER_BYTES = 32 << 10;

  private static final int COMPLETE = 1;
  private static final int SYNTHESIZED = 2;

  /** Gives the entries one by one, null at the end. */
  private interface Source {
    @Nullable Entry next() throws IOException;
  }

  private final int number;
  private final Source source;
  private @Nullable Entry head;

  /** A run in memory. */
  Run(int number, Iterator<Entry> entries) {
    this.number = number;
    this.source = () -> entries.hasNext() ? entries.next() : null;
  }

  /** A run in a file, from one byte to before another. */
  Run(int number, FileChannel file, long start, long end) {
    this.number = number;
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(new Part(file, start, end), BUFFER_BYTES));
    this.source = () -> decode(in);
  }

  int number() {
    return number;
  }

  /** Goes on to the next entry; false at the end. */
  boolean next() throws IOException {
    head = source.next();
    return head != null;
  }

  Entry head() {
    return requireNonNull(head);
  }

  static ByteBuffer encode(Entry entry) {
    byte[] id = entry.auditId().getBytes(StandardCharsets.UTF_8);
    int flags = (entry.complete() ? COMPLETE : 0) | (entry.synthesized() ? SYNTHESIZED : 0);
    return ByteBuffer.allocate(
            Integer.BYTES + id.length + Long.BYTES + 1 + Integer.BYTES + entry.bytes().remaining())
        .putInt(id.length)
        .put(id)
        .putLong(entry.micros())
        .put((byte) flags)
        .putInt(entry.bytes().remaining())
        .put(entry.bytes().duplicate())
        .flip();
  }

  private static @Nullable Entry decode(DataInputStream in) throws IOException {
    byte[] idLength = in.readNBytes(Integer.BYTES);
    if (idLength.length == 0) {
      return null;
    }
    String id =
        new String(in.readNBytes(ByteBuffer.wrap(idLength).getInt()), StandardCharsets.UTF_8);
    long micros = in.readLong();
    int flags = in.readByte();
    byte[] bytes = in.readNBytes(in.readInt());
    return new Entry(
        micros, id, (flags & COMPLETE) != 0, (flags & SYNTHESIZED) != 0, ByteBuffer.wrap(bytes));
  }

  /** A part of a file. */
  private static final class Part extends InputStream {

    private final FileChannel file;
    private final long end;
    private long position;

    Part(FileChannel file, long start, long end) {
      this.file = file;
      this.position = start;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int most = (int) Math.min(length, end - position);
      if (most <= 0) {
        return -1;
      }
      int count = file.read(ByteBuffer.wrap(target, offset, most), position);
      position += Math.max(0, count);
      return count;
    }
  }
}
