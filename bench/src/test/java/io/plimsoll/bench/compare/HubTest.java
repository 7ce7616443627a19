package io.plimsoll.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.plimsoll.wire.Transport;
import java.net.SocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The generator drives the hub and the echo, over real sockets. */
class HubTest {

  private static final long ENOUGH = 1000;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final Transport servers = Transport.start("servers", 1);
  private final Transport generator = Transport.start("generator", 1);

  @AfterEach
  void close() {
    generator.close();
    servers.close();
  }

  @Test
  void manyClientsGetTheirAnswersFromFewWorkers() throws Exception {
    drive(new Run(2, 1, 8, 1, 0, 0, 0));
  }

  @Test
  void manyRequestsOfOneConnectionAreAnswered() throws Exception {
    drive(new Run(1, 16, 1, 64, 0, 0, 0));
  }

  @Test
  void withAPauseNobodyIsForgotten() throws Exception {
    drive(new Run(1, 1, 2, 1, 0, 0, 1));
  }

  @Test
  void theEchoNeedsNoWorkers() throws Exception {
    Channel echo = Hub.listen(servers, 0, Echo::new);
    drive(new Run(0, 0, 4, 8, 0, 0, 0), echo.localAddress(), echo.localAddress());
  }

  /** Twice, since what one run leaves behind the next would meet. */
  private void drive(Run run) throws Exception {
    Hub hub = new Hub();
    Channel clients = hub.listenToClients(servers, 0);
    Channel workers = hub.listenToWorkers(servers, 0);
    drive(run, clients.localAddress(), workers.localAddress());
    drive(run, clients.localAddress(), workers.localAddress());
  }

  private void drive(Run run, SocketAddress clients, SocketAddress workers) throws Exception {
    Meter meter = new Meter();
    Load load =
        new NettyLoad(generator, new Speech.Lines(LineForm.HUB), clients, workers, run, meter);
    load.start();
    long answered = 0;
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (answered < ENOUGH && System.nanoTime() < deadline) {
      answered += meter.take().getTotalCount();
    }
    load.stop();
    assertThat(answered).isGreaterThanOrEqualTo(ENOUGH);
  }
}
