package io.plimsoll.bench.compare;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.plimsoll.wire.Transport;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Clients and workers on one event loop, the only one of the transport. */
final class NettyLoad implements Load {

  /** For connecting, and for the answers to what is outstanding at the end: some milliseconds. */
  private static final long PATIENCE_SECONDS = 20;

  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final Speech speech;
  private final SocketAddress clients;
  private final SocketAddress workers;
  private final Run run;
  private final Turns turns;
  private final ChannelGroup channels;
  private boolean over;

  NettyLoad(
      Transport transport,
      Speech speech,
      SocketAddress clients,
      SocketAddress workers,
      Run run,
      Meter meter) {
    this.loop = transport.loops().next();
    this.bootstrap = transport.client();
    this.speech = speech;
    this.clients = clients;
    this.workers = workers;
    this.run = run;
    this.turns = new Turns(loop, meter, run.pauseMicros());
    this.channels = new DefaultChannelGroup(loop);
  }

  @Override
  public void start() throws InterruptedException, ExecutionException, TimeoutException {
    List<CompletableFuture<Void>> ready = new ArrayList<>();
    onLoop(
        () -> {
          for (int i = 0; i < run.workers(); i++) {
            ready.add(speech.worker(this::connectWorker, run.slots(), turns));
          }
        });
    CompletableFuture.allOf(ready.toArray(CompletableFuture[]::new))
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    onLoop(
        () -> {
          for (int i = 0; i < run.clients(); i++) {
            speech.client(this::connectClient, i, run.inFlight(), turns);
          }
        });
  }

  @Override
  public void stop() throws InterruptedException, ExecutionException, TimeoutException {
    try {
      turns.end().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } finally {
      onLoop(() -> over = true);
      channels.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void connectClient(ChannelHandler handler) {
    connect(clients, handler);
  }

  private void connectWorker(ChannelHandler handler) {
    connect(workers, handler);
  }

  private void connect(SocketAddress address, ChannelHandler handler) {
    if (!over) {
      ChannelFuture connecting = bootstrap.clone().handler(handler).connect(address);
      Channel channel = connecting.channel();
      channels.add(channel);
      connecting.addListener(
          future -> {
            if (!future.isSuccess()) {
              turns.failed("cannot connect to " + address + ": " + future.cause());
            }
          });
    }
  }

  private void onLoop(Runnable task) throws InterruptedException {
    loop.submit(task).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
