package io.plimsoll.replay.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.replay.profile.LoadedProfile;
import org.junit.jupiter.api.Test;

class DryRunTest {

  @Test
  void itPrintsWhatWouldBeSentAndWhen() throws Exception {
    StringBuilder text = new StringBuilder();
    try (LoadedProfile profile = new Profiles().create(0, "a", 201).watch(1_500).load()) {
      DryRun.write(profile, "http://h", ReplayOptions.DEFAULTS.withSpeed(2), text);
    }

    assertThat(text.toString().lines())
        .containsExactly(
            "0.000 POST http://h/api/v1/namespaces/default/configmaps",
            "0.750 GET http://h/api/v1/namespaces/default/configmaps?watch=true");
  }
}
