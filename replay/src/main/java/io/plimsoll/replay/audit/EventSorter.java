package io.plimsoll.replay.audit;

import io.plimsoll.replay.profile.ReplayRequest;
import io.plimsoll.replay.profile.RequestCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts requests by the time they were received: an external merge sort. What fits the window is
 * sorted in memory; each full window becomes a run in one temporary file, which is deleted as soon
 * as it is open; at the end the runs are merged, with a small buffer for each.
 */
final class EventSorter implements AutoCloseable {

  /** What an entry costs beside its bytes. */
  private static final int ENTRY_OVERHEAD_BYTES = 160;

  private static final Comparator<Entry> ORDER =
      Comparator.comparingLong(Entry::micros)
          .thenComparing(Entry::auditId)
          .thenComparing(entry -> entry.complete() ? 0 : 1);

  /**
   * One request.
   *
   * @param complete whether its response was complete
   */
  record Entry(
      long micros, String auditId, boolean complete, boolean synthesized, ByteBuffer bytes) {

    ReplayRequest request() {
      return new RequestCodec().decode(bytes.duplicate());
    }
  }

  /** Takes the entries in order. */
  interface Sink {
    void onEntry(Entry entry) throws IOException;
  }

  private final Path folder;
  private final long windowBytes;
  private final RequestCodec codec = new RequestCodec();
  private final List<Entry> window = new ArrayList<>();
  private final List<Long> runs = new ArrayList<>();
  private @Nullable FileChannel file;
  private long windowUsed;
  private long fileBytes;

  EventSorter(Path folder, long windowBytes) {
    this.folder = folder;
    this.windowBytes = windowBytes;
  }

  void add(
      long micros, String auditId, boolean complete, boolean synthesized, ReplayRequest request)
      throws IOException {
    byte[] bytes = codec.encode(request);
    window.add(new Entry(micros, auditId, complete, synthesized, ByteBuffer.wrap(bytes)));
    windowUsed += bytes.length + auditId.length() * 2L + ENTRY_OVERHEAD_BYTES;
    if (windowUsed > windowBytes) {
      spill();
    }
  }

  /** Passes on all entries in order. */
  void drain(Sink sink) throws IOException {
    window.sort(ORDER);
    PriorityQueue<Run> heads =
        new PriorityQueue<>(Comparator.comparing(Run::head, ORDER).thenComparingInt(Run::number));
    for (int i = 0; i < runs.size(); i++) {
      long end = i + 1 < runs.size() ? runs.get(i + 1) : fileBytes;
      push(heads, new Run(i, open(), runs.get(i), end));
    }
    push(heads, new Run(runs.size(), window.iterator()));
    while (!heads.isEmpty()) {
      Run run = heads.remove();
      sink.onEntry(run.head());
      push(heads, run);
    }
  }

  /** How many windows did not fit the memory. */
  int runs() {
    return runs.size();
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  private static void push(PriorityQueue<Run> heads, Run run) throws IOException {
    if (run.next()) {
      heads.add(run);
    }
  }

  private void spill() throws IOException {
    window.sort(ORDER);
    try {
      FileChannel channel = open();
      runs.add(fileBytes);
      for (Entry entry : window) {
        ByteBuffer bytes = Run.encode(entry);
        while (bytes.hasRemaining()) {
          fileBytes += channel.write(bytes, fileBytes);
        }
      }
    } catch (IOException e) {
      throw new IOException(
          "--spool: "
              + folder
              + ": "
              + e.getMessage()
              + " (expected: a folder with room for the requests of the log)",
          e);
    }
    window.clear();
    windowUsed = 0;
  }

  private FileChannel open() throws IOException {
    if (file == null) {
      Path path = Files.createTempFile(folder, "plimsoll-", ".sort");
      try {
        file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      } finally {
        Files.delete(path);
      }
    }
    return file;
  }
}
