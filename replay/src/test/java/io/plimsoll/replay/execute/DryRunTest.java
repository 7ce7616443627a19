package io.plimsoll.replay.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.replay.profile.LoadedProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

class DryRunTest {

  @Test
  void itPrintsWhatWouldBeSentAndWhen() throws Exception {
    StringBuilder text = new StringBuilder();
    try (LoadedProfile profile = new Profiles().create(0, "a", 201).watch(1_500).load()) {
      DryRun.write(List.of(profile), "http://h", ReplayOptions.DEFAULTS.withSpeed(2), text);
    }

    assertThat(text.toString().lines())
        .containsExactly(
            "0.000 POST http://h/api/v1/namespaces/default/configmaps (application/json, 25 bytes)",
            "0.750 GET http://h/api/v1/namespaces/default/configmaps?watch=true");
  }

  @Test
  void severalPartitionsAreOneListInTheOrderOfTheirTimes() throws Exception {
    StringBuilder text = new StringBuilder();
    try (LoadedProfile odd = new Profiles().get(10, "a", 200).get(30, "c", 200).load();
        LoadedProfile even = new Profiles().get(20, "b", 200).get(40, "d", 200).load();
        LoadedProfile first = new Profiles().get(0, "z", 200).load()) {
      DryRun.write(List.of(odd, even, first), "http://h", ReplayOptions.DEFAULTS, text);
    }

    assertThat(text.toString().lines())
        .extracting(line -> line.substring(0, 5) + line.substring(line.length() - 2))
        .containsExactly("0.000/z", "0.010/a", "0.020/b", "0.030/c", "0.040/d");
  }
}
