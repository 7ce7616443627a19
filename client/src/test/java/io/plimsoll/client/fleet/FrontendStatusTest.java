package io.plimsoll.client.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.HostPort;
import io.plimsoll.client.fleet.FrontendStatus.Requests;
import io.plimsoll.client.fleet.FrontendStatus.Worker;
import io.plimsoll.http.HttpCall;
import io.plimsoll.http.HttpPort;
import io.plimsoll.http.HttpReply;
import io.plimsoll.wire.Transport;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real HTTP port that answers as a frontend does, or as something else. */
class FrontendStatusTest {

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Transport transport = Transport.start("test", 1);
  private final HttpPort port =
      HttpPort.listen(transport, new HostPort("localhost", 0), "--metrics", this::answer);
  private final FrontendStatus status = new FrontendStatus(port.address());

  private void answer(HttpCall call) {
    String text = answers.get(call.path());
    call.reply(
        text == null ? HttpReply.error(404, "not found") : HttpReply.ok(HttpReply.JSON, text));
  }

  @AfterEach
  void close() {
    port.close();
    transport.close();
  }

  @Test
  void workersAreThoseOfTheQueueAlone() {
    answers.put(
        "/workers",
        """
        {"workers":[
        {"queue":"sleep","state":"parked","seconds":1.5,"node":"n1","pod":"p1","address":"a:1"},
        {"queue":"other","state":"parked","seconds":1.5,"node":"n1","pod":"p2","address":"a:2"},
        {"queue":"sleep","state":"running","seconds":1.5,"node":"n2","pod":"p3","address":"a:3"}]}
        """);
    assertThat(status.workers("sleep"))
        .containsExactly(new Worker("p1", "n1", false), new Worker("p3", "n2", true));
    assertThat(status.workers("none")).isEmpty();
  }

  @Test
  void requestsAreThoseThatWaitAndThoseThatRun() {
    answers.put("/queues", "{\"queues\":{\"sleep\":{\"waiting\":3,\"running\":2}}}");
    assertThat(status.requests("sleep")).isEqualTo(new Requests(3, 2));
    assertThat(status.requests("sleep").all()).isEqualTo(5);
  }

  @Test
  void aQueueThatTheFrontendDoesNotHaveIsBadUsage() {
    answers.put("/queues", "{\"queues\":{\"sleep\":{\"waiting\":3,\"running\":2}}}");
    assertThatThrownBy(() -> status.requests("gpu"))
        .hasMessage("--queue: gpu (expected: a queue that the frontend has)")
        .extracting(e -> ((CommandException) e).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void somethingElseOnThePortIsSaidSo() {
    assertUnreachable(
        "--metrics: " + port.address() + ": status 404 at /queues (expected: a frontend)");
    answers.put("/queues", "<html>");
    assertUnreachable("--metrics: " + port.address() + ": no JSON: ");
  }

  @Test
  void anAnswerWithoutEndIsCutOff() {
    String answer = "{\"queues\":{\"sleep\":{\"waiting\":3,\"running\":2}}}";
    answers.put("/queues", answer);
    FrontendStatus enough = new FrontendStatus(port.address(), answer.length());
    assertThat(enough.requests("sleep").all()).isEqualTo(5);
    FrontendStatus tooFew = new FrontendStatus(port.address(), answer.length() - 1);
    assertThatThrownBy(() -> tooFew.requests("sleep"))
        .hasMessageContaining("more than " + (answer.length() - 1) + " bytes")
        .extracting(e -> ((CommandException) e).exitCode())
        .isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void nobodyOnThePortIsSaidSo() {
    HostPort address = port.address();
    port.close();
    assertUnreachable("--metrics: " + address + ": ");
  }

  @Test
  void aThreadThatIsInterruptedStopsAsking() {
    answers.put("/queues", "{}");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> status.requests("sleep")).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private void assertUnreachable(String message) {
    assertThatThrownBy(() -> status.requests("sleep"))
        .hasMessageStartingWith(message)
        .extracting(e -> ((CommandException) e).exitCode())
        .isEqualTo(ExitCode.UNREACHABLE);
  }
}
