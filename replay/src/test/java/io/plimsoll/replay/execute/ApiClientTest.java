package io.plimsoll.replay.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.standin.StandInConfig;
import io.plimsoll.standin.StandInServer;
import io.plimsoll.standin.fault.FaultPlan;
import io.plimsoll.standin.fault.FaultRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiClientTest {

  private static final int CONNECTIONS = 3;

  private static long versionsAsked(FaultPlan faults) throws Exception {
    try (StandInServer server = StandInServer.start(StandInConfig.onFreePort());
        ApiThreads threads = new ApiThreads()) {
      server.setFaults(faults);
      try (ApiClient client =
          new ApiClient(
              Target.of(TargetOptions.ofServer(server.url())), CONNECTIONS, false, threads)) {
        client.connect();
      }
      return server.requests().total();
    }
  }

  @Test
  void serverIsAskedForItsVersionNoMoreThanItTakesToBeWarm() throws Exception {
    assertThat(versionsAsked(FaultPlan.NONE)).isBetween((long) CONNECTIONS, 200L + CONNECTIONS);
  }

  @Test
  void serverThatIsSlowIsAskedLessOften() throws Exception {
    FaultPlan slow = new FaultPlan(1, List.of(FaultRule.latency("GET /version 400ms")), List.of());
    // Once over each connection, and then what goes into a second.
    assertThat(versionsAsked(slow)).isBetween((long) CONNECTIONS, 4L * CONNECTIONS);
  }
}
