package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backend.FakeFrontend.Worker;
import io.plimsoll.cli.ExitCode;
import org.junit.jupiter.api.Test;

class SessionTest {

  @Test
  void oneConnectionCarriesTheWorkRequestsOfAllSlotsAndTheirReplies() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "-name", "q", "--slots", "2", "sleep", "0");
        Worker worker = frontend.accept()) {
      assertThat(worker.line())
          .isEqualTo(
              "{\"Id\":0,\"KeepAlive\":true,\"Queue\":\"q\",\"Pod\":\"pod-1\",\"Node\":\"node-a\"}");
      assertThat(worker.line())
          .isEqualTo("{\"Id\":1,\"Queue\":\"q\",\"Pod\":\"pod-1\",\"Node\":\"node-a\"}");
      worker.send("{\"Id\":1}\n");
      assertThat(worker.line())
          .matches(
              "\\{\"Id\":1,\"Pod\":\"pod-1\",\"Node\":\"node-a\","
                  + "\"Runtime\":[0-9.Ee-]+,\"Retcode\":0}");
      assertThat(worker.line())
          .isEqualTo("{\"Id\":2,\"Queue\":\"q\",\"Pod\":\"pod-1\",\"Node\":\"node-a\"}");
      worker.send("{\"Id\":0,\"Empty\":true}\n{\"Id\":2,\"Empty\":true}\n");
      assertThat(worker.ends()).isTrue();
      worker.hangUp();
      assertThat(Backends.ending(backend)).isEqualTo(Ending.DONE);
    }
  }

  @Test
  void anEmptyQueueEndsTheBackendOnceWhatRunsIsDone() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "--slots", "3", "sleep");
        Worker worker = frontend.accept()) {
      read(worker, 3);
      worker.send("{\"Id\":0,\"Args\":[\"0.05\"]}{\"Id\":1,\"Empty\":true}");
      worker.send("{\"Id\":2,\"Args\":[\"0\"]}");
      assertThat(worker.line()).startsWith("{\"Id\":2,\"Pod\"");
      assertThat(worker.line()).startsWith("{\"Id\":0,\"Pod\"");
      assertThat(worker.ends()).isTrue();
      worker.hangUp();
      assertThat(Backends.ending(backend)).isEqualTo(Ending.DONE);
    }
  }

  @Test
  void aBackendWithBackOffLeavesLongPollsOpen() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "-backoff", "0.01", "sleep", "0");
        Worker worker = frontend.accept()) {
      assertThat(worker.line()).contains("\"Id\":0,").contains("\"Wait\":30,");
      worker.send("{\"Id\":0,\"Empty\":true}");
      assertThat(worker.line()).contains("\"Id\":1,").contains("\"Wait\":30,");
      assertThat(backend.worker().ended()).isNotDone();
    }
  }

  @Test
  void aRequestWithoutTheTimeToSleepGetsAnErrorReplyAndTheBackendGoesOn() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "sleep");
        Worker worker = frontend.accept()) {
      worker.line();
      worker.send("{\"Id\":0}");
      assertThat(worker.line())
          .contains("\"Error\":\"sleep: no time (expected: ")
          .endsWith("\"Runtime\":0,\"Retcode\":1}");
      assertThat(worker.line()).contains("\"Id\":1,\"Queue\":\"sleep\"");
      assertThat(backend.worker().ended()).isNotDone();
    }
  }

  @Test
  void theSmallerLimitIsTheOneThatCounts() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "-limit", "5", "sleep", "60");
        Worker worker = frontend.accept()) {
      worker.line();
      worker.send("{\"Id\":0,\"Limit\":0.05}");
      assertThat(worker.line())
          .contains("\"Error\":\"timeout: the workload ran into its limit of 0.05 s\"")
          .contains("\"Timeout\":0.05,")
          .endsWith("\"Retcode\":124}");
      assertThat(backend.worker().ended()).isNotDone();
    }
  }

  @Test
  void anItemWhoseClientIsGoneIsStoppedAndStillAnswered() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "sleep", "60");
        Worker worker = frontend.accept()) {
      worker.line();
      worker.send("{\"Id\":0}\n{\"Id\":0,\"Cancel\":true}\n");
      assertThat(worker.line())
          .contains("\"Id\":0,")
          .contains("\"Error\":\"stopped: the client has gone or withdrew its request\"");
      assertThat(worker.line()).contains("\"Id\":1,\"Queue\"");
      worker.send("{\"Id\":0,\"Cancel\":true}{\"Id\":1,\"Empty\":true}");
      assertThat(worker.ends()).isTrue();
      worker.hangUp();
      assertThat(Backends.ending(backend)).isEqualTo(Ending.DONE);
    }
  }

  @Test
  void anUnknownQueueEndsTheBackendWithTheFrontendsWords() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "-name", "nosuch", "sleep");
        Worker worker = frontend.accept()) {
      worker.line();
      worker.send("{\"Id\":0,\"Error\":\"Queue: 'nosuch' is unknown\"}\n");
      Ending ending = Backends.ending(backend);
      assertThat(ending.code()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(ending.error()).isEqualTo("the frontend answered: Queue: 'nosuch' is unknown");
    }
  }

  @Test
  void aFrontendThatSpeaksClassicOnlyIsToldOf() throws Exception {
    for (String answer : new String[] {"work-item.json", "item-unknown-queue.json"}) {
      try (FakeFrontend frontend = new FakeFrontend();
          Backend backend = Backends.start(frontend, "sleep");
          Worker worker = frontend.accept()) {
        worker.line();
        worker.send(FakeFrontend.recorded(answer));
        assertThat(Backends.ending(backend))
            .isEqualTo(
                new Ending(
                    ExitCode.UNREACHABLE, "this frontend speaks classic only, use --classic"));
      }
    }
  }

  @Test
  void aBackendOnTheClientPortEndsAndIsToldWhichPortToUse() throws Exception {
    String refusal =
        "{\"Error\":\"this is the client port (expected: a request; backends use the worker port)\","
            + "\"Runtime\":0,\"Retcode\":1}\n";
    for (String answer :
        new String[] {
          refusal,
          "{\"Id\":0,\"Error\":\"Unknown 'sleep' queue\",\"Runtime\":0,\"Retcode\":1}\n",
          "{\"Id\":0,\"Node\":\"n\",\"Waittime\":0.1,\"Runtime\":0.2,\"Retcode\":0}\n",
          FakeFrontend.recorded("reply-unknown-queue.json")
        }) {
      try (FakeFrontend frontend = new FakeFrontend();
          Backend backend = Backends.start(frontend, "sleep", "0");
          Worker worker = frontend.accept()) {
        worker.line();
        worker.send(answer);
        assertThat(Backends.ending(backend)).as(answer).isEqualTo(Backends.WRONG_PORT);
      }
    }
  }

  @Test
  void whatIsNoMessageEndsTheBackend() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "sleep");
        Worker worker = frontend.accept()) {
      worker.line();
      worker.send("HTTP/1.1 400 Bad Request\r\n");
      Ending ending = Backends.ending(backend);
      assertThat(ending.code()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(ending.error()).startsWith("the frontend sent no work item: message: not JSON");
    }
  }

  @Test
  void aProgramThatFailsIsQuotedInTheReply() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend =
            Backends.start(frontend, "-null-out", "/bin/sh", "-c", "echo no luck >&2; exit 3");
        Worker worker = frontend.accept()) {
      worker.line();
      worker.send("{\"Id\":0}");
      assertThat(worker.line())
          .endsWith("\"Retcode\":3,\"Result\":{\"stderr\":\"no luck\\n\"}}")
          .doesNotContain("Error");
      assertThat(backend.worker().ended()).isNotDone();
    }
  }

  @Test
  void aRunnerOfASimpleWorkloadIsReadyAtOnceAndStartsWhenToldTo() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "-name", "replay", "sleep");
        Worker worker = frontend.accept()) {
      worker.line();
      worker.send("{\"Id\":0,\"Args\":[\"0\"],\"Runner\":1,\"Runners\":2}\n");
      assertThat(worker.line()).isEqualTo("{\"Id\":0,\"Ready\":true}");
      worker.send("{\"Id\":0,\"Go\":true}\n");
      assertThat(worker.line())
          .startsWith("{\"Id\":0,\"Pod\":\"pod-1\"")
          .endsWith("\"Retcode\":0}");
      worker.line();
      worker.send("{\"Id\":1,\"Args\":[\"soon\"],\"Runners\":1}{\"Id\":1,\"Go\":true}");
      assertThat(worker.line()).isEqualTo("{\"Id\":1,\"Ready\":true}");
      assertThat(worker.line()).contains("\"Error\":\"sleep: 'soon'");
      assertThat(backend.worker().ended()).isNotDone();
    }
  }

  @Test
  void aRunnerThatIsCancelledBeforeTheStartNeverStarts() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "sleep", "60");
        Worker worker = frontend.accept()) {
      worker.line();
      worker.send("{\"Id\":0,\"Runner\":0,\"Runners\":1}\n");
      assertThat(worker.line()).isEqualTo("{\"Id\":0,\"Ready\":true}");
      worker.send("{\"Id\":0,\"Cancel\":true}{\"Id\":0,\"Go\":true}\n");
      assertThat(worker.line())
          .contains("\"Error\":\"stopped: the client has gone or withdrew its request\"")
          .contains("\"Runtime\":0,");
      assertThat(worker.line()).contains("\"Id\":1,\"Queue\"");
      worker.send("{\"Id\":9,\"Go\":true}{\"Id\":1,\"Empty\":true}");
      assertThat(worker.ends()).isTrue();
      worker.hangUp();
      assertThat(Backends.ending(backend)).isEqualTo(Ending.DONE);
    }
  }

  private static void read(Worker worker, int lines) throws Exception {
    for (int i = 0; i < lines; i++) {
      worker.line();
    }
  }
}
