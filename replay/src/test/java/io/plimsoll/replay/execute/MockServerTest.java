package io.plimsoll.replay.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.plimsoll.replay.report.RequestOutcome;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that others wrote: the mock server of the Kubernetes client library. */
class MockServerTest {

  /** It logs every request. Kept here, since a logger that nobody holds forgets its level. */
  private static final Logger MOCK_LOGGER = Logger.getLogger("io.fabric8.mockwebserver");

  private static final String POD =
      "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"}}";
  private static final String PODS = "/api/v1/namespaces/default/pods";

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itDoesWhatTheProfileSays(boolean tls) throws Exception {
    MOCK_LOGGER.setLevel(Level.WARNING);
    KubernetesMockServer server =
        new KubernetesMockServer(
            new Context(),
            new MockWebServer(),
            new HashMap<>(),
            new KubernetesCrudDispatcher(),
            tls);
    server.init(InetAddress.getLoopbackAddress(), 0);
    try {
      String url = server.url("/");
      TargetOptions target = new TargetOptions(url, null, null, null, tls, null, null);
      Profiles profile =
          new Profiles()
              .add(0, "CREATE", "p", PODS, POD, 201)
              .add(0, "GET", "p", PODS + "/p", null, 200)
              .add(0, "UPDATE", "p", PODS + "/p", POD, 200)
              .add(
                  0,
                  "PATCH",
                  "p",
                  PODS + "/p",
                  "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}",
                  202, // A real server says 200.
                  "merge")
              .add(0, "LIST", "", PODS + "?labelSelector=a%3Db", null, 200)
              .add(0, "DELETE", "p", PODS + "/p", null, 200)
              .add(0, "GET", "p", PODS + "/p", null, 404);

      try (RunOf run = RunOf.of(profile, target, ReplayOptions.DEFAULTS)) {
        ReplayOutcome outcome = run.finish();

        assertThat(outcome.stats().count(RequestOutcome.SUCCEEDED)).isEqualTo(7);
        assertThat(outcome.stats().verdict().unexpected()).isZero();
      }
    } finally {
      server.destroy();
    }
  }
}
