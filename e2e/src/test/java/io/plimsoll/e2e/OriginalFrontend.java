package io.plimsoll.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A frontend as the original tool has it, with one queue, sleep: one exchange a connection, one
 * read for each message, and no answer has an {@code Id}.
 *
 * <p>A thread accepts on each port and exchanges on threads of their own; what waits is shared
 * under the lock of {@code waiting}.
 */
final class OriginalFrontend implements AutoCloseable {

  private final ServerSocket clients = listen();
  private final ServerSocket workers = listen();
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  private record Waiting(Peer client, JsonNode request, long sinceNanos) {}

  OriginalFrontend() {
    serve(clients, this::client);
    serve(workers, this::worker);
  }

  String clients() {
    return "127.0.0.1:" + clients.getLocalPort();
  }

  String workers() {
    return "127.0.0.1:" + workers.getLocalPort();
  }

  private void client(Peer client) {
    JsonNode request = Peer.json(client.readOnce());
    String queue = request.path("Queue").asString();
    if (queue.equals("sleep")) {
      synchronized (waiting) {
        waiting.add(new Waiting(client, request, System.nanoTime()));
      }
    } else {
      client.send(Recorded.text("reply-unknown-queue.json"));
      client.close();
    }
  }

  private void worker(Peer worker) {
    Peer.json(worker.readOnce());
    Waiting item;
    synchronized (waiting) {
      item = waiting.poll();
    }
    if (item == null) {
      worker.send(Recorded.text("item-empty-queue.json"));
    } else {
      double waitSeconds = (System.nanoTime() - item.sinceNanos) / 1e9;
      ObjectNode message = (ObjectNode) Peer.json(Recorded.text("work-item.json"));
      message.set("Args", item.request.get("Args"));
      message.set("Limit", item.request.get("Limit"));
      worker.send(message.toPrettyString());
      ObjectNode reply = (ObjectNode) Peer.json(worker.readOnce());
      item.client.send(reply.put("Waittime", waitSeconds).toPrettyString());
      item.client.close();
    }
    worker.close();
  }

  private static ServerSocket listen() {
    try {
      return new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void serve(ServerSocket port, Consumer<Peer> exchange) {
    daemon(
        () -> {
          while (!port.isClosed()) {
            try {
              Peer peer = new Peer(port.accept());
              daemon(() -> exchange.accept(peer));
            } catch (IOException closed) {
              return;
            }
          }
        });
  }

  private static void daemon(Runnable what) {
    Thread thread = new Thread(what, "original-frontend");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      clients.close();
      workers.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
