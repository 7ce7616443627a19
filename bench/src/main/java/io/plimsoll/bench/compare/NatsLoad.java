package io.plimsoll.bench.compare;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients and workers of NATS by its own client library, each with a connection of its own. */
final class NatsLoad implements Load {

  /** For connecting, and for the answers to what is outstanding at the end: some milliseconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Options options;
  private final Run run;
  private final Meter meter;
  private final List<Connection> connections = new ArrayList<>();
  private final AtomicInteger slots = new AtomicInteger();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean ending;

  NatsLoad(int port, Run run, Meter meter) {
    this.options = new Options.Builder().server("nats://127.0.0.1:" + port).build();
    this.run = run;
    this.meter = meter;
  }

  @Override
  public void start() throws Exception {
    byte[] answer = Job.bytes(Job.ANSWER);
    for (int i = 0; i < run.workers(); i++) {
      Connection worker = connect();
      worker
          .createDispatcher(item -> worker.publish(item.getReplyTo(), answer))
          .subscribe(Job.QUEUE, "workers");
      worker.flush(PATIENCE);
    }
    List<Connection> clients = new ArrayList<>();
    for (int i = 0; i < run.clients(); i++) {
      clients.add(connect());
    }
    byte[] argument = Job.bytes(Job.ARGUMENT);
    slots.set(run.clients() * run.inFlight());
    for (Connection client : clients) {
      for (int slot = 0; slot < run.inFlight(); slot++) {
        ask(client, argument);
      }
    }
  }

  @Override
  public void stop() throws Exception {
    ending = true;
    try {
      ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  private Connection connect() throws IOException, InterruptedException {
    Connection connection = Nats.connect(options);
    connections.add(connection);
    return connection;
  }

  private void ask(Connection client, byte[] argument) {
    if (ending) {
      if (slots.decrementAndGet() == 0) {
        ended.complete(null);
      }
      return;
    }
    long start = System.nanoTime();
    client
        .request(Job.QUEUE, argument)
        .whenComplete(
            (answer, failure) -> {
              if (failure != null) {
                ended.completeExceptionally(failure);
                return;
              }
              meter.answered(System.nanoTime() - start);
              if (run.pauseMicros() == 0) {
                ask(client, argument);
              } else {
                CompletableFuture.delayedExecutor(run.pauseMicros(), TimeUnit.MICROSECONDS)
                    .execute(() -> ask(client, argument));
              }
            });
  }
}
