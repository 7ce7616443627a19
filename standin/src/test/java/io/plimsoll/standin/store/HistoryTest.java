package io.plimsoll.standin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private final ObjectsForTests objects = new ObjectsForTests();

  @Test
  void aWatchFromAVersionSeesWhatCameAfterItAndWhatComes() {
    StoredObject first = objects.add("a", "{}");
    objects.add("b", "{}");
    List<String> seen = new ArrayList<>();
    Watcher watcher = event -> seen.add(event.type() + " " + event.object().name());
    objects.pods.watch(first.version(), watcher);
    objects.store.delete(objects.pods, "default", "a", Json.object(), false);
    objects.pods.unwatch(watcher);
    objects.add("c", "{}");
    assertThat(seen).containsExactly("ADDED b", "DELETED a");
  }

  @Test
  void aVersionFromBeforeTheHistoryIsTooOld() {
    StoredObject first = objects.add("a", "{}");
    for (int i = 0; i <= History.MAX_EVENTS; i++) {
      objects.add("b" + i, "{}");
    }
    assertThatThrownBy(() -> objects.pods.watch(first.version(), event -> {}))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.code()).isEqualTo(410);
              assertThat(e).hasMessageStartingWith("too old resource version: " + first.version());
            });
  }

  @Test
  void aWatchWithSelectorsSeesObjectsComeAndGo() {
    StoredObject plain = objects.add("a", "{}");
    StoredObject labelled =
        objects.store.change(
            objects.pods,
            "default",
            "a",
            false,
            false,
            present -> {
              Json.objectIn(present, "metadata").putObject("labels").put("app", "web");
              return present;
            });
    Selection web = Selection.of("default", "app=web", null);
    assertThat(new WatchEvent(WatchEvent.Type.MODIFIED, labelled, plain).seenThrough(web))
        .isEqualTo(WatchEvent.Type.ADDED);
    assertThat(new WatchEvent(WatchEvent.Type.MODIFIED, plain, labelled).seenThrough(web))
        .isEqualTo(WatchEvent.Type.DELETED);
    assertThat(new WatchEvent(WatchEvent.Type.ADDED, plain, null).seenThrough(web)).isNull();
  }

  @Test
  void anObjectWithFinalizersGoesWhenTheyAreGone() {
    objects.add("a", "{\"metadata\":{\"finalizers\":[\"x/y\"]}}");
    assertThat(objects.store.delete(objects.pods, "default", "a", Json.object(), false).gone())
        .isFalse();
    assertThat(objects.pods.get("default", "a").tree().at("/metadata/deletionTimestamp").isString())
        .isTrue();
    objects.store.change(
        objects.pods,
        "default",
        "a",
        false,
        false,
        present -> {
          Json.objectIn(present, "metadata").remove("finalizers");
          return present;
        });
    assertThat(objects.pods.find("default", "a")).isNull();
  }
}
