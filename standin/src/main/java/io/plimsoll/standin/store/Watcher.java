package io.plimsoll.standin.store;

/** Hears of changes. Called in their order, with the table's monitor held: must not block. */
@FunctionalInterface
public interface Watcher {

  void onEvent(WatchEvent event);
}
