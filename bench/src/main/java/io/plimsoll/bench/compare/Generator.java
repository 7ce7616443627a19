package io.plimsoll.bench.compare;

import io.plimsoll.wire.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Drives one server, from a process of its own: each line of standard input is a {@link Run}, and
 * is answered by a line of {@link Figures}, or one that begins with {@code error:}. Ends when
 * standard input does.
 *
 * <pre>
 * java -cp bench.jar io.plimsoll.bench.compare.Generator SYSTEM SERVER_PID CLIENT_PORT WORKER_PORT
 * </pre>
 */
final class Generator {

  /** All connections on one thread: the server has the other of two processors. */
  private static final int LOOPS = 1;

  private final Contender system;
  private final long serverPid;
  private final InetSocketAddress clients;
  private final InetSocketAddress workers;
  private final Transport transport = Transport.start("generator", LOOPS);

  private Generator(Contender system, long serverPid, int clientPort, int workerPort) {
    this.system = system;
    this.serverPid = serverPid;
    this.clients = new InetSocketAddress(InetAddress.getLoopbackAddress(), clientPort);
    this.workers = new InetSocketAddress(InetAddress.getLoopbackAddress(), workerPort);
  }

  /** Serves standard input. */
  public static void main(String[] args) throws IOException {
    Generator generator =
        new Generator(
            Contender.named(args[0]),
            Long.parseLong(args[1]),
            Integer.parseInt(args[2]),
            Integer.parseInt(args[3]));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    String line;
    while ((line = in.readLine()) != null) {
      System.out.println(generator.answer(Run.parse(line)));
    }
    System.exit(0);
  }

  private String answer(Run run) {
    try {
      return drive(run).toLine();
    } catch (Exception e) {
      return "error: " + e;
    }
  }

  /** One run, from the first connection to the last. */
  Figures drive(Run run) throws Exception {
    Meter meter = new Meter();
    Load load =
        system == Contender.NATS
            ? new NatsLoad(clients.getPort(), run, meter)
            : new NettyLoad(transport, Speech.of(system), clients, workers, run, meter);
    load.start();
    Figures figures = meter.measure(run, serverPid);
    load.stop();
    return figures;
  }
}
