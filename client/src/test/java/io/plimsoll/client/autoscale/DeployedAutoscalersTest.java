package io.plimsoll.client.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The autoscalers of {@code deploy/} can be tried on a laptop as they are. */
class DeployedAutoscalersTest {

  @ParameterizedTest
  @CsvSource({
    "direct, sleep, 1",
    "direct, fakedev, 1",
    "adapter-custom, sleep, 1",
    "adapter-custom, fakedev, 2",
    "adapter-external, sleep, 1",
    "adapter-external, fakedev, 2"
  })
  void manifestThatIsAppliedIsUnderstood(String way, String queue, int metrics)
      throws IOException, HpaException {
    Path file = Path.of("../deploy/autoscaling", way, "hpa-" + queue + ".yaml");
    HpaSpec spec = HpaReader.read(Files.readAllBytes(file));
    assertThat(spec.target()).isEqualTo("Deployment/backend-" + queue);
    assertThat(spec.minReplicas()).isEqualTo(1);
    assertThat(spec.maxReplicas()).isBetween(8, 10);
    assertThat(spec.metrics())
        .hasSize(metrics)
        .allSatisfy(metric -> assertThat(metric.queue()).isEqualTo(queue));
    assertThat(spec.behavior()).isNotNull();
  }
}
