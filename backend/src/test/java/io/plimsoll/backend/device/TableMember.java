package io.plimsoll.backend.device;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that shares a table with others. */
final class TableMember {

  /** Changes the state as fast as it can. */
  static final String CHURN = "churn";

  /** Exports the totals. */
  static final String EXPORT = "export";

  /** Is all members but one. */
  static final String FILL_ALL_BUT_ONE = "fill";

  /** Was stopped in the middle of a change. */
  static final String STUCK = "stuck";

  /** What it says when it has begun. */
  static final String AT_WORK = "at work";

  /** Enough for a state of several pages. */
  private static final int REQUESTS = 200;

  private static final long HOUR = 3_600_000_000_000L;

  private TableMember() {}

  /** Runs until it is killed: {@code ROLE FILE}. */
  public static void main(String[] args) throws Exception {
    Path path = Path.of(args[1]);
    switch (args[0]) {
      case CHURN -> churn(DeviceTable.open(path, System::nanoTime));
      case EXPORT -> {
        System.out.println(DeviceTable.open(path, System::nanoTime).exports() ? AT_WORK : "no");
        Thread.sleep(Long.MAX_VALUE);
      }
      case STUCK -> {
        FileChannel channel = channel(path);
        System.out.println(channel.tryLock(DeviceTable.MUTEX, 1, false) == null ? "no" : AT_WORK);
        Thread.sleep(Long.MAX_VALUE);
      }
      default -> {
        DeviceTable.open(path, System::nanoTime).close();
        fill(path);
        System.out.println(AT_WORK);
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }

  private static void churn(DeviceTable table) throws IOException {
    for (long id = 0; ; id++) {
      long now = id;
      table.update(
          id % 16 == 0,
          state -> {
            state.withdraw(table.member(), now - REQUESTS);
            state.arrive(table.member(), now, request());
          });
      if (id == 2 * REQUESTS) {
        System.out.println(AT_WORK);
      }
    }
  }

  private static DeviceRequest request() {
    return new DeviceRequest("card0", DeviceModel.DEFAULT, HOUR, 1, 7, Activity.NONE, 1);
  }

  private static FileChannel channel(Path path) throws IOException {
    return FileChannel.open(
        path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static void fill(Path path) throws IOException {
    FileChannel channel = channel(path);
    for (int i = 0; i < DeviceTable.MAX_MEMBERS - 1; i++) {
      if (channel.tryLock(DeviceTable.MEMBERS + i, 1, false) == null) {
        throw new IOException("taken: " + i);
      }
    }
  }
}
