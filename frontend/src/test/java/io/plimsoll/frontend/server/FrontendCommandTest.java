package io.plimsoll.frontend.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.Commands;
import io.plimsoll.cli.HostPort;
import io.plimsoll.frontend.external.ExternalMetricsConfig;
import io.plimsoll.wire.TlsConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FrontendCommandTest {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000_000_000;

  @Test
  void everythingHasItsDefault() {
    assertThat(config("sleep"))
        .isEqualTo(
            new FrontendConfig(
                new HostPort("localhost", 9997),
                new HostPort("localhost", 9999),
                new HostPort("localhost", 9998),
                0,
                0,
                0,
                60 * SECOND,
                0,
                30 * SECOND,
                1024,
                1_048_576,
                (int) Math.min(Integer.MAX_VALUE, Descriptors.max() - 64),
                10 * SECOND,
                10 * SECOND,
                1,
                null,
                null,
                List.of(new QueueSpec("sleep", QueueSpec.Type.WORK))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-caddr a:1 -waddr b:2 -maddr c:3 -interval 5 -qmax 7",
        "-caddr=a:1 -waddr=b:2 -maddr=c:3 -interval=5s -qmax=7",
        "--caddr a:1 --waddr b:2 --maddr c:3 --interval 5000ms --qmax 7",
        "--caddr=a:1 --waddr=b:2 --maddr=c:3 --interval=5.0 --qmax=7",
        "--clients a:1 --workers b:2 --metrics c:3 --log-interval 5 --queue-capacity 7",
        "--clients=a:1 --workers=b:2 --metrics=c:3 --log-interval=5 --queue-capacity=7"
      })
  void optionsOfTheOriginalAreTakenInAllItsFormsAndUnderLongNames(String options) {
    FrontendConfig config = config((options + " sleep").split(" "));
    assertThat(config.clients()).isEqualTo(new HostPort("a", 1));
    assertThat(config.workers()).isEqualTo(new HostPort("b", 2));
    assertThat(config.metrics()).isEqualTo(new HostPort("c", 3));
    assertThat(config.logIntervalNanos()).isEqualTo(5 * SECOND);
    assertThat(config.queueCapacity()).isEqualTo(7);
  }

  @Test
  void everyOtherOptionReachesItsPlace() {
    FrontendConfig config =
        config(
            ("--classic-wait 1.5 --ready-timeout 5m --redeliver 2 --drain-timeout 3s --max-request 2048"
                    + " --max-reply 4096 --max-connections 5 --first-message-timeout 600ms"
                    + " --write-timeout 7m --loops 3 --tls-cert c.pem --tls-key k.pem --tls-ca ca.pem sleep")
                .split(" "));
    assertThat(config.classicWaitNanos()).isEqualTo(1500 * MILLI);
    assertThat(config.readyNanos()).isEqualTo(300 * SECOND);
    assertThat(config.redeliver()).isEqualTo(2);
    assertThat(config.drainNanos()).isEqualTo(3 * SECOND);
    assertThat(config.maxRequestBytes()).isEqualTo(2048);
    assertThat(config.maxReplyBytes()).isEqualTo(4096);
    assertThat(config.maxConnections()).isEqualTo(5);
    assertThat(config.firstMessageNanos()).isEqualTo(600 * MILLI);
    assertThat(config.writeNanos()).isEqualTo(420 * SECOND);
    assertThat(config.loops()).isEqualTo(3);
    assertThat(config.tls())
        .isEqualTo(new TlsConfig(Path.of("c.pem"), Path.of("k.pem"), Path.of("ca.pem"), ""));
  }

  @ParameterizedTest
  @CsvSource({
    "1,64,1",
    "2,1,1",
    "100,2,1",
    "100,4,1",
    "100,7,1",
    "100,8,2",
    "2,64,2",
    "100,64,16",
    "3,13,3"
  })
  void oneLoopServesAllQueuesUntilThereAreEightProcessors(int queues, int processors, int loops) {
    assertThat(FrontendCommand.defaultLoops(queues, processors)).isEqualTo(loops);
  }

  @Test
  void loopsOfZeroAreTheDefaultAndMoreThanQueuesOrProcessorsAreTaken() {
    assertThat(config("--loops", "0", "a", "b")).isEqualTo(config("a", "b"));
    assertThat(config("a", "b").loops())
        .isEqualTo(FrontendCommand.defaultLoops(2, Runtime.getRuntime().availableProcessors()));
    assertThat(config("--loops", "256", "a").loops()).isEqualTo(256);
  }

  @Test
  void addressWithoutAHostIsEveryInterfaceAndBracketsHoldIpv6() {
    FrontendConfig config = config("-caddr", ":9997", "-waddr", "[::1]:0", "sleep");
    assertThat(config.clients()).isEqualTo(new HostPort("", 9997));
    assertThat(config.workers()).isEqualTo(new HostPort("::1", 0));
  }

  @Test
  void queueMayNameItsTypeAndReplayIsAReplayQueueUnlessSaidOtherwise() {
    assertThat(config("a", "replay", "b:replay", "c:work").queues())
        .containsExactly(
            new QueueSpec("a", QueueSpec.Type.WORK),
            new QueueSpec("replay", QueueSpec.Type.REPLAY),
            new QueueSpec("b", QueueSpec.Type.REPLAY),
            new QueueSpec("c", QueueSpec.Type.WORK));
    assertThat(config("replay:work").queues())
        .containsExactly(new QueueSpec("replay", QueueSpec.Type.WORK));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "-caddr nowhere sleep|--clients|'nowhere'|expected: host:port",
        "-waddr a:b sleep|--workers|'a:b'|expected: host:port",
        "-maddr a:65536 sleep|--metrics|'a:65536'|port 0 to 65535",
        "-interval soon sleep|--log-interval|'soon'|expected: seconds",
        "-interval -1 sleep|--log-interval|'-1'|expected: seconds",
        "-qmax many sleep|--queue-capacity|'many'|a whole number",
        "-qmax -1 sleep|--queue-capacity|-1|expected: 0 or more",
        "--classic-wait x sleep|--classic-wait|'x'|expected: seconds",
        "--ready-timeout 0 sleep|--ready-timeout|0|expected: more than 0",
        "--redeliver -1 sleep|--redeliver|-1|expected: 0 or more",
        "--redeliver 1.5 sleep|--redeliver|'1.5'|a whole number",
        "--drain-timeout 1d sleep|--drain-timeout|'1d'|expected: seconds",
        "--max-request 63 sleep|--max-request|63|expected: 64 to 16777216",
        "--max-request 16777217 sleep|--max-request|16777217|expected: 64 to 16777216",
        "--max-reply 1023 sleep|--max-reply|1023|expected: 1024 to 16777216",
        "--max-connections -1 sleep|--max-connections|-1|expected: 0 or more",
        "--first-message-timeout 0 sleep|--first-message-timeout|0|expected: more than 0",
        "--write-timeout 0s sleep|--write-timeout|0|expected: more than 0",
        "--loops -1 sleep|--loops|-1|expected: 0 to 256",
        "--loops 257 sleep|--loops|257|expected: 0 to 256",
        "--loops two sleep|--loops|'two'|a whole number",
        "--tls-cert c sleep|--tls-key|missing|expected: the key of --tls-cert",
        "--tls-key k sleep|--tls-cert|missing|expected: the certificate of --tls-key",
        "--tls-ca a sleep|--tls-cert|missing|expected: a certificate",
        "--external-metrics nowhere sleep|--external-metrics|'nowhere'|expected: host:port",
        "--external-metrics :1 sleep|--external-metrics-client-ca|missing|or --external-metrics-anonymous",
        "--external-metrics :1 --external-metrics-allowed-names a sleep|-client-ca|missing|the CA of",
        "--external-metrics :1 --external-metrics-anonymous --external-metrics-allowed-names a sleep|-client-ca|missing|the CA of",
        "--external-metrics :1 --external-metrics-anonymous --external-metrics-client-ca a sleep|-anonymous|true|not set where",
        "--external-metrics :1 --external-metrics-client-ca a --external-metrics-allowed-names a --external-metrics-allowed-names-file b sleep|-allowed-names-file|b|one of it and --external-metrics-allowed-names",
        "--external-metrics :1 --external-metrics-client-ca a --external-metrics-allowed-names , sleep|-allowed-names|','|expected: names with commas",
        "--external-metrics :1 --external-metrics-anonymous --external-metrics-names a,,b sleep|-names|'a,,b'|expected: DNS names or IP addresses",
        "--external-metrics :1 --external-metrics-anonymous --external-metrics-names a_b sleep|-names|'a_b'|expected: DNS names",
        "--external-metrics :1 --external-metrics-anonymous --external-metrics-cert c sleep|--external-metrics-key|missing|the key of --external-metrics-cert",
        "--external-metrics :1 --external-metrics-anonymous --external-metrics-key k sleep|--external-metrics-cert|missing|the certificate of --external-metrics-key",
        "--external-metrics-client-ca a sleep|--external-metrics|missing|an address where",
        "--external-metrics-anonymous sleep|--external-metrics|missing|an address where",
        "--external-metrics-names a sleep|--external-metrics|missing|an address where",
        "--external-metrics-allowed-names-file a sleep|--external-metrics|missing|an address where",
        "--external-metrics 127.0.0.1:0 --external-metrics-client-ca /nosuch.ca sleep|--external-metrics-client-ca|/nosuch.ca|no such file",
        "--external-metrics 127.0.0.1:0 --external-metrics-anonymous --external-metrics-cert /nosuch --external-metrics-key /k sleep|--external-metrics-cert|/nosuch|no such file",
        "-nosuch sleep|Unknown option|'-nosuch'|see --help",
        "-verbose=maybe sleep|-verbose|'maybe'|expected: true or false",
        "a a|QUEUE|'a' twice|expected: each name once",
        "a a:replay|QUEUE|'a' twice|expected: each name once",
        "a:b|QUEUE|'a:b'|expected: type work or replay",
        "a:|QUEUE|'a:'|expected: type work or replay",
        "x-|QUEUE|'x-'|expected: 1 to 63 letters",
        "a/b|QUEUE|'a/b'|expected: 1 to 63 letters",
        ":work|QUEUE|''|expected: 1 to 63 letters"
      })
  void badValueIsOneLineThatNamesOptionValueAndExpectationAndExitCode2(
      String args, String option, String value, String expected) {
    StringWriter err = new StringWriter();
    assertThat(run(err, args.split(" "))).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("plimsoll-frontend: ")
        .contains(option, value, expected)
        .hasLineCount(1);
  }

  @Test
  void queueNameOf63CharactersIsTakenAndOneMoreIsNot() {
    assertThat(config("a".repeat(63)).queues()).hasSize(1);
    StringWriter err = new StringWriter();
    assertThat(run(err, "a".repeat(64))).isEqualTo(2);
    assertThat(err.toString()).contains("1 to 63");
  }

  @Test
  void frontendWithoutAQueueIsBadUsage() {
    StringWriter err = new StringWriter();
    assertThat(run(err)).isEqualTo(2);
    assertThat(err.toString()).contains("QUEUE").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--clients", "--workers", "--metrics", "--external-metrics"})
  void portInUseIsExitCode3AndALineThatNamesThePort(String option) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      List<String> args =
          new ArrayList<>(
              List.of(
                  "--clients=localhost:0",
                  "--workers=localhost:0",
                  "--metrics=localhost:0",
                  "--external-metrics=localhost:0",
                  "--external-metrics-anonymous",
                  "sleep"));
      args.replaceAll(arg -> arg.startsWith(option + "=") ? option + "=" + address : arg);
      StringWriter err = new StringWriter();
      assertThat(run(err, args.toArray(String[]::new))).isEqualTo(3);
      assertThat(err.toString())
          .startsWith("plimsoll-frontend: " + option + ": cannot listen on " + address + ": ")
          .hasLineCount(1);
    }
  }

  @Test
  void externalMetricsAreOffAndTheirOptionsReachTheirPlaces() {
    assertThat(config("sleep").external()).isNull();
    ExternalMetricsConfig plain =
        requireNonNull(
            config("--external-metrics", ":6443", "--external-metrics-anonymous", "sleep")
                .external());
    assertThat(plain.address()).isEqualTo(new HostPort("", 6443));
    assertThat(plain.certificate()).isNull();
    assertThat(plain.names()).containsExactly("localhost", "frontend");
    assertThat(plain.askers()).isNull();
    ExternalMetricsConfig full =
        requireNonNull(
            config(
                    ("--external-metrics a:1 --external-metrics-client-ca ca --external-metrics-cert c"
                            + " --external-metrics-key k --external-metrics-names n.x.svc,::1"
                            + " --external-metrics-allowed-names-file names sleep")
                        .split(" "))
                .external());
    assertThat(full.certificate())
        .isEqualTo(new TlsConfig(Path.of("c"), Path.of("k"), null, "", "--external-metrics"));
    assertThat(full.names()).containsExactly("n.x.svc", "::1");
    assertThat(String.valueOf(full.askers()))
        .contains("authorities=ca", "names=[]", "namesFile=names");
    ExternalMetricsConfig named =
        requireNonNull(
            config(
                    ("--external-metrics a:1 --external-metrics-client-ca ca"
                            + " --external-metrics-allowed-names a,b sleep")
                        .split(" "))
                .external());
    assertThat(String.valueOf(named.askers())).contains("names=[a, b]", "namesFile=null");
  }

  @Test
  void helpNamesEveryOption() {
    StringWriter out = new StringWriter();
    CommandLine line = Commands.commandLine(new FrontendCommand(), false);
    assertThat(line.setOut(new PrintWriter(out)).execute("--help")).isZero();
    assertThat(out.toString())
        .contains("java -jar frontend.jar [options] QUEUE[:TYPE]...")
        .contains(
            Arrays.asList(
                "-caddr",
                "--clients",
                "-waddr",
                "--workers",
                "-maddr",
                "--metrics",
                "-interval",
                "--log-interval",
                "-qmax",
                "--queue-capacity",
                "--classic-wait",
                "--redeliver",
                "--drain-timeout",
                "--max-request",
                "--max-reply",
                "--max-connections",
                "--first-message-timeout",
                "--write-timeout",
                "--loops",
                "--external-metrics",
                "--external-metrics-client-ca",
                "--external-metrics-allowed-names",
                "--external-metrics-allowed-names-file",
                "--external-metrics-anonymous",
                "--external-metrics-cert",
                "--external-metrics-key",
                "--external-metrics-names",
                "-verbose"));
  }

  private static FrontendConfig config(String... args) {
    FrontendCommand command = new FrontendCommand();
    Commands.commandLine(command, false).parseArgs(args);
    return command.config();
  }

  private static int run(StringWriter err, String... args) {
    return Commands.commandLine(new FrontendCommand(), false)
        .setErr(new PrintWriter(err))
        .execute(args);
  }
}
