package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backend.FakeFrontend.Worker;
import io.plimsoll.cli.ExitCode;
import org.junit.jupiter.api.Test;

class ClassicTest {

  private static final String WORK_REQUEST = "{\"Queue\":\"sleep\"}";

  @Test
  void anOriginalFrontendIsServedOneConnectionAnItem() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "--classic", "sleep")) {
      try (Worker worker = frontend.accept()) {
        assertThat(worker.object()).isEqualTo(WORK_REQUEST);
        worker.send(FakeFrontend.recorded("work-item.json"));
        assertThat(worker.object())
            .matches(
                "\\{\"Pod\":\"pod-1\",\"Node\":\"node-a\",\"Device\":\"\",\"Error\":\"\","
                    + "\"Timeout\":0,\"Runtime\":0\\.2\\d+,\"Waittime\":0,\"Retcode\":0}");
        assertThat(worker.ends()).isTrue();
      }
      try (Worker worker = frontend.accept()) {
        assertThat(worker.object()).isEqualTo(WORK_REQUEST);
        worker.send(FakeFrontend.recorded("item-empty-queue.json"));
        assertThat(Backends.ending(backend)).isEqualTo(Ending.DONE);
      }
    }
  }

  @Test
  void anUnknownQueueOfAnOriginalFrontendEndsTheBackend() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "--classic", "sleep");
        Worker worker = frontend.accept()) {
      worker.object();
      worker.send(FakeFrontend.recorded("item-unknown-queue.json"));
      assertThat(Backends.ending(backend))
          .isEqualTo(
              new Ending(ExitCode.UNREACHABLE, "the frontend answered: Unknown 'nosuch' queue"));
    }
  }

  @Test
  void aReplyOfAClientPortEndsTheBackendThatNamesTheRightPort() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "--classic", "sleep");
        Worker worker = frontend.accept()) {
      worker.object();
      worker.send(FakeFrontend.recorded("reply-success.json"));
      assertThat(Backends.ending(backend)).isEqualTo(Backends.WRONG_PORT);
    }
  }

  @Test
  void anEmptyQueueIsAskedAgainAfterTheBackOff() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "--classic", "-backoff", "0.01", "sleep")) {
      for (int i = 0; i < 3; i++) {
        try (Worker worker = frontend.accept()) {
          assertThat(worker.object()).isEqualTo(WORK_REQUEST);
          worker.send(FakeFrontend.recorded("item-empty-queue.json"));
        }
      }
      assertThat(backend.worker().ended()).isNotDone();
    }
  }

  @Test
  void aLongErrorIsCutToWhatAnOriginalFrontendReads() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "--classic", "sleep");
        Worker worker = frontend.accept()) {
      worker.object();
      worker.send("{\"Error\":\"\",\"Args\":[\"" + "x".repeat(2000) + "\"],\"Limit\":0}");
      String reply = worker.object();
      assertThat(reply).hasSizeLessThanOrEqualTo(1024).contains("\"Error\":\"sleep: 'xxxx");
      assertThat(backend.worker().ended()).isNotDone();
    }
  }

  @Test
  void aSlotEachHasAConnectionOfItsOwn() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "--classic", "--slots", "2", "sleep", "0");
        Worker one = frontend.accept();
        Worker two = frontend.accept()) {
      assertThat(one.object()).isEqualTo(WORK_REQUEST);
      assertThat(two.object()).isEqualTo(WORK_REQUEST);
      two.send("{\"Empty\":true,\"Error\":\"empty\"}");
      one.send("{\"Limit\":0}");
      assertThat(one.object()).endsWith("\"Retcode\":0}");
      one.hangUp();
      assertThat(Backends.ending(backend)).isEqualTo(Ending.DONE);
    }
  }
}
