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
    assertThat(Slot.all(config).get(1).arguments.with(List.of())).containsExactly(card + 1);
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
}
