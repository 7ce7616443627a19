package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backend.FakeFrontend.Worker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotTest {

  @Test
  void slotsTakeTheDevicesInTurn(@TempDir Path directory) throws Exception {
    for (String name : List.of("card2", "card0", "card1", "other")) {
      Files.createFile(directory.resolve(name));
    }
    BackendConfig config =
        Backends.config("--slots=5", "-glob", directory + "/card*", "/bin/cat", "FILENAME");
    String card = directory + "/card";
    assertThat(Slot.all(config))
        .extracting(slot -> slot.device)
        .containsExactly(card + 0, card + 1, card + 2, card + 0, card + 1);
    assertThat(Slot.all(config).get(1).arguments(List.of())).containsExactly(card + 1);
  }

  @Test
  void oneSlotTakesTheFirstDeviceAndNamesItInTheReply(@TempDir Path directory) throws Exception {
    Files.createFile(directory.resolve("b"));
    Files.createFile(directory.resolve("a"));
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend =
            Backends.start(frontend, "-null-out", "-dir=" + directory, "-glob=[ab]", "/bin/ls");
        Worker worker = frontend.accept()) {
      worker.line();
      worker.send("{\"Id\":0,\"Args\":[\"FILENAME\"]}");
      assertThat(worker.line()).contains("\"Device\":\"a\"").endsWith("\"Retcode\":0}");
      assertThat(backend.worker().ended()).isNotDone();
    }
  }

  @Test
  void aRequestThatNeedsADeviceGetsAnErrorReplyWhereThereIsNone() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "-glob=/nosuch/*", "/bin/ls");
        Worker worker = frontend.accept()) {
      worker.line();
      worker.send("{\"Id\":0,\"Args\":[\"FILENAME\"]}");
      assertThat(worker.line())
          .contains("\"Error\":\"FILENAME: this backend has no device for it")
          .doesNotContain("Device\"")
          .endsWith("\"Retcode\":1}");
      assertThat(backend.worker().ended()).isNotDone();
    }
  }

  @Test
  void aDeviceThatHasGoneIsAnErrorReplyThatNamesItUntilItIsBack(@TempDir Path directory)
      throws Exception {
    Path card = Files.createFile(directory.resolve("card0"));
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend =
            Backends.start(frontend, "-null-out", "-dir=" + directory, "-glob=card*", "/bin/ls");
        Worker worker = frontend.accept()) {
      for (int round = 0; round < 2; round++) {
        int id = 2 * round;
        worker.line();
        Files.delete(card);
        worker.send("{\"Id\":" + id + ",\"Args\":[]}");
        assertThat(worker.line())
            .contains("\"Device\":\"card0\"", "\"Error\":\"device: card0 is gone (expected: ")
            .endsWith("\"Retcode\":1}");
        worker.line();
        Files.createFile(card);
        worker.send("{\"Id\":" + (id + 1) + ",\"Args\":[\"FILENAME\"]}");
        assertThat(worker.line())
            .contains("\"Device\":\"card0\"")
            .doesNotContain("Error")
            .endsWith("\"Retcode\":0}");
      }
      assertThat(backend.worker().ended()).isNotDone();
    }
  }

  @Test
  void everyErrorReplyNamesTheDeviceOfItsSlot(@TempDir Path directory) throws Exception {
    Files.createFile(directory.resolve("card0"));
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "-dir=" + directory, "-glob=card*", "sleep");
        Worker worker = frontend.accept()) {
      worker.line();
      worker.send("{\"Id\":0,\"Args\":[\"FILENAME\"]}");
      assertThat(worker.line()).contains("\"Device\":\"card0\"", "\"Error\":\"sleep: ");
      worker.line();
      worker.send("{\"Id\":1,\"Args\":[\"60\"],\"Limit\":0.01}");
      assertThat(worker.line()).contains("\"Device\":\"card0\"", "\"Error\":\"timeout: ");
      worker.line();
      worker.send("{\"Id\":2,\"Args\":[\"60\"]}{\"Id\":2,\"Cancel\":true}");
      assertThat(worker.line()).contains("\"Device\":\"card0\"", "\"Error\":\"stopped: ");
      assertThat(backend.worker().ended()).isNotDone();
    }
  }

  /** After its reply, each slot asks again: so the chain of work requests is that of the slot. */
  @Test
  void eachSlotKeepsItsDeviceOverManyRuns(@TempDir Path directory) throws Exception {
    int slots = 8;
    for (int i = 0; i < 4; i++) {
      Files.createFile(directory.resolve("card" + i));
    }
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend =
            Backends.start(
                frontend, "-dir=" + directory, "-glob=card*", "--slots=" + slots, "sleep", "0");
        Worker worker = frontend.accept()) {
      int[] slotOf = new int[slots * 200];
      for (int slot = 0; slot < slots; slot++) {
        worker.line();
        slotOf[slot] = slot;
      }
      for (int id = 0; id + slots < slotOf.length; id++) {
        worker.send("{\"Id\":" + id + "}");
        assertThat(worker.line())
            .startsWith("{\"Id\":" + id + ",")
            .contains("\"Device\":\"card" + slotOf[id] % 4 + "\"");
        assertThat(worker.line()).startsWith("{\"Id\":" + (id + slots) + ",");
        slotOf[id + slots] = slotOf[id];
      }
      assertThat(backend.worker().ended()).isNotDone();
    }
  }
}
