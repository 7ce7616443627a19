package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

  @ParameterizedTest
  @CsvSource({
    "localhost:9997, localhost, 9997",
    "10.0.0.1:0, 10.0.0.1, 0",
    "front-end.ns.svc:65535, front-end.ns.svc, 65535",
    ":9997, '', 9997",
    "[::1]:9997, ::1, 9997",
    "[::]:0, ::, 0",
    "[fe80::1%eth0]:1, fe80::1%eth0, 1",
    "[::ffff:10.0.0.1]:1, ::ffff:10.0.0.1, 1"
  })
  void addressIsReadAndWrittenTheSame(String text, String host, int port) {
    HostPort address = HostPort.parse(text);
    assertThat(address).isEqualTo(new HostPort(host, port));
    assertThat(address).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "localhost",
        "9997",
        "localhost:",
        "localhost:x",
        "localhost:-1",
        "localhost:65536",
        "localhost:99999",
        "localhost:100000",
        "::1:9997",
        "[::1]",
        "[::1]9997",
        "[]:1",
        "[::1:9997",
        "::1]:9997",
        "[host]:1",
        "http://host:1",
        "a b:1",
        "host:1:2",
        "host:1 ",
        "host:\u0661"
      })
  void anythingElseIsRefusedWithWhatIsExpected(String text) {
    assertThatThrownBy(() -> HostPort.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' (expected: " + HostPort.RULE + ", port 0 to 65535)");
  }

  @Test
  void withoutAHostItListensEverywhereAndConnectsToThisMachine() {
    assertThat(HostPort.parse(":9997").toListen().getAddress().isAnyLocalAddress()).isTrue();
    assertThat(HostPort.parse(":9997").toConnect().getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void hostIsLookedUp() {
    InetSocketAddress loopback = HostPort.parse("[::1]:5").toConnect();
    assertThat(loopback.getAddress().isLoopbackAddress()).isTrue();
    assertThat(loopback.getPort()).isEqualTo(5);
    assertThat(HostPort.parse("127.0.0.1:5").toListen().getAddress().getAddress())
        .containsExactly(127, 0, 0, 1);
    assertThat(HostPort.parse("no.such.host.invalid:5").toConnect().isUnresolved()).isTrue();
  }

  @Test
  void boundAddressReadsBackAsItself() throws UnknownHostException {
    for (byte[] ip : new byte[][] {{127, 0, 0, 1}, {0, 0, 0, 0}, new byte[16]}) {
      HostPort address = HostPort.of(new InetSocketAddress(InetAddress.getByAddress(ip), 9997));
      assertThat(HostPort.parse(address.toString())).isEqualTo(address);
    }
    assertThat(HostPort.of(InetSocketAddress.createUnresolved("frontend", 1)))
        .hasToString("frontend:1");
  }
}
