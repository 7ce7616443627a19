package io.plimsoll.backend.device;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The state of a device as bytes: doubles and longs one after the other, big-endian. */
final class StateCodec {

  private static final int ACTIVITY_BYTES = 4 + 4 + Activity.MAX_PARTS * 24;
  private static final int SHARE_BYTES = 4 + 8 + 8 + 8 + 8 + 8 + 6 * 8 + ACTIVITY_BYTES;
  private static final int MEMBER_BYTES = 4 + 3 * 8;
  private static final int HEAD_BYTES = 4 * 8 + 3 * 8 + 3 * 4;

  /** No state is larger. */
  static final int MAX_BYTES =
      HEAD_BYTES
          + DeviceTable.MAX_MEMBERS * MEMBER_BYTES
          + ProcessorSharing.MAX_SHARES * SHARE_BYTES;

  private StateCodec() {}

  /** At least as many bytes as {@link #write} writes. */
  static int size(ProcessorSharing state) {
    int bytes = HEAD_BYTES + state.members().size() * MEMBER_BYTES;
    for (Share share : state.shares()) {
      bytes += SHARE_BYTES - ACTIVITY_BYTES + 8 + 24 * share.activity.parts().size();
    }
    return bytes + state.ended().size() * SHARE_BYTES;
  }

  static void write(ProcessorSharing state, ByteBuffer out) {
    out.putLong(state.sinceNanos()).putLong(state.nowNanos());
    out.putDouble(state.work()).putLong(state.capacityBytes());
    write(state.busy(), out);
    out.putInt(state.members().size());
    for (int member : state.members()) {
      out.putInt(member);
      write(state.busy(member), out);
    }
    out.putInt(state.shares().size());
    state.shares().forEach(share -> write(share, out));
    out.putInt(state.ended().size());
    for (ProcessorSharing.Ended end : state.ended()) {
      out.putInt(end.member()).putLong(end.id()).putLong(end.endNanos());
      out.putDouble(end.loadPercent()).putLong(end.memoryBytes());
    }
  }

  /** What {@link #write} has written. */
  static ProcessorSharing read(ByteBuffer in) {
    ProcessorSharing state =
        new ProcessorSharing(
            in.getLong(), in.getLong(), in.getDouble(), in.getLong(), readMeter(in));
    int members = in.getInt();
    for (int i = 0; i < members; i++) {
      int member = in.getInt();
      state.restore(member, readMeter(in));
    }
    int shares = in.getInt();
    for (int i = 0; i < shares; i++) {
      state.shares().add(readShare(in));
    }
    int ended = in.getInt();
    for (int i = 0; i < ended; i++) {
      state
          .ended()
          .add(
              new ProcessorSharing.Ended(
                  in.getInt(), in.getLong(), in.getLong(), in.getDouble(), in.getLong()));
    }
    return state;
  }

  private static void write(Meter meter, ByteBuffer out) {
    out.putDouble(meter.total()).putDouble(meter.atSecond()).putDouble(meter.atSecondBefore());
  }

  private static Meter readMeter(ByteBuffer in) {
    return new Meter(in.getDouble(), in.getDouble(), in.getDouble());
  }

  private static void write(Share share, ByteBuffer out) {
    out.putInt(share.member).putLong(share.id).putLong(share.memoryBytes);
    out.putDouble(share.endWork).putDouble(share.ownLoad).putLong(share.seed);
    Share.Cursor cursor = share.cursor();
    out.putDouble(cursor.load).putInt(cursor.repetition).putInt(cursor.part);
    out.putInt(cursor.second).putLong(cursor.draws);
    out.putDouble(cursor.partWork).putDouble(cursor.changeWork);
    out.putInt(share.activity.repeat()).putInt(share.activity.parts().size());
    for (Activity.Part part : share.activity.parts()) {
      out.putDouble(part.loadPercent()).putDouble(part.fluctuationPercent());
      out.putLong(part.nanos());
    }
  }

  private static Share readShare(ByteBuffer in) {
    int member = in.getInt();
    long id = in.getLong();
    long memoryBytes = in.getLong();
    double endWork = in.getDouble();
    double ownLoad = in.getDouble();
    long seed = in.getLong();
    Share.Cursor cursor = new Share.Cursor();
    cursor.load = in.getDouble();
    cursor.repetition = in.getInt();
    cursor.part = in.getInt();
    cursor.second = in.getInt();
    cursor.draws = in.getLong();
    cursor.partWork = in.getDouble();
    cursor.changeWork = in.getDouble();
    Activity activity = readActivity(in);
    return new Share(member, id, memoryBytes, endWork, ownLoad, activity, seed, cursor);
  }

  private static Activity readActivity(ByteBuffer in) {
    int repeat = in.getInt();
    int parts = in.getInt();
    if (parts == 0) {
      return Activity.NONE;
    }
    List<Activity.Part> all = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      all.add(new Activity.Part(in.getDouble(), in.getDouble(), in.getLong()));
    }
    return new Activity(all, repeat);
  }
}
