package io.plimsoll.replay.schedule;

import java.util.List;

/** A request as a schedule sees it. */
record Entry(long dueNanos, int object, boolean watch) {

  static Entry on(int object, long dueNanos) {
    return new Entry(dueNanos, object, false);
  }

  static Entry free(long dueNanos) {
    return new Entry(dueNanos, Entries.NO_OBJECT, false);
  }

  static Entry watch(long dueNanos) {
    return new Entry(dueNanos, Entries.NO_OBJECT, true);
  }

  static Entries entries(List<Entry> list) {
    return new Entries() {
      @Override
      public int size() {
        return list.size();
      }

      @Override
      public int objects() {
        return 1 + list.stream().mapToInt(Entry::object).max().orElse(NO_OBJECT);
      }

      @Override
      public long dueNanos(int index) {
        return list.get(index).dueNanos();
      }

      @Override
      public int object(int index) {
        return list.get(index).object();
      }

      @Override
      public boolean isWatch(int index) {
        return list.get(index).watch();
      }
    };
  }
}
