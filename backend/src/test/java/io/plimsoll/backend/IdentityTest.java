package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentityTest {

  @Test
  void namesComeFromTheVariablesThatAreNamedElseFromTheHost() {
    BackendConfig config = Backends.config("-node-env", "NODE", "-pod-env", "POD", "sleep");
    assertThat(Identity.of(config, Map.of("NODE", "n7", "POD", "p7")))
        .isEqualTo(new Identity("p7", "n7"));
    Identity host = Identity.of(Backends.config("sleep"), Map.of());
    assertThat(host.node()).isNotEmpty().isEqualTo(host.pod());
    assertThat(Identity.of(config, Map.of("NODE", ""))).isEqualTo(host);
  }
}
