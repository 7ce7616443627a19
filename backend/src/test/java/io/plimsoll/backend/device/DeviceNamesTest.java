package io.plimsoll.backend.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceNamesTest {

  @Test
  void noNameLeavesItsFolder() {
    assertThat(DeviceNames.fileName("card0")).isEqualTo("card0.device");
    assertThat(DeviceNames.fileName("/dev/dri/renderD128"))
        .isEqualTo("%2Fdev%2Fdri%2FrenderD128.device");
    assertThat(DeviceNames.fileName("../../etc/passwd"))
        .isEqualTo("%2E.%2F..%2Fetc%2Fpasswd.device");
    assertThat(DeviceNames.fileName(".")).isEqualTo("%2E.device");
    assertThat(DeviceNames.fileName("a%2Fb")).isEqualTo("a%252Fb.device");
    assertThat(DeviceNames.fileName("Grün")).isEqualTo("Gr%C3%BCn.device");
    assertThat(DeviceNames.fileName("\u00fc".repeat(40))).hasSize(247);
  }

  @Test
  void aNameThatIsNoneIsRefused() {
    assertThat(DeviceNames.check("x".repeat(80))).hasSize(80);
    for (String bad : List.of("", "x".repeat(81), "\u00fc".repeat(41), "a\nb", "a\u202eb")) {
      assertThatThrownBy(() -> DeviceNames.check(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("--device: ")
          .hasMessageEndingWith(
              " (expected: a name of 1 to 80 bytes of UTF-8, without control characters)");
    }
  }
}
