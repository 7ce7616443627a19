package io.plimsoll.bench.compare;

import java.util.concurrent.CompletableFuture;

/** How clients and workers speak with one kind of server. */
interface Speech {

  /**
   * Starts a client.
   *
   * @param index a number of its own
   * @param slots requests to keep outstanding
   */
  void client(Dial dial, int index, int slots, Turns turns);

  /**
   * Starts a worker.
   *
   * @param slots items to take at a time
   * @return when the server knows of it
   */
  CompletableFuture<Void> worker(Dial dial, int slots, Turns turns);

  /** How one speaks with {@code system}, if that is by way of Netty. */
  static Speech of(Contender system) {
    return switch (system) {
      case SESSION -> new Lines(LineForm.SESSION);
      case HUB, ECHO -> new Lines(LineForm.HUB);
      case CLASSIC -> new Classic();
      case NATS_WIRE -> new Nats();
      case BEANSTALKD -> new Beanstalk();
      case NATS, GEARMAN ->
          throw new IllegalArgumentException("system: " + system.title() + " (expected: on Netty)");
    };
  }

  /** One line a message, with a number in it. */
  record Lines(LineForm form) implements Speech {

    @Override
    public void client(Dial dial, int index, int slots, Turns turns) {
      dial.connect(new LineClient(form, slots, turns));
    }

    @Override
    public CompletableFuture<Void> worker(Dial dial, int slots, Turns turns) {
      return connected(dial, new LineWorker(form, slots, turns));
    }
  }

  /** A connection for each exchange. */
  record Classic() implements Speech {

    @Override
    public void client(Dial dial, int index, int slots, Turns turns) {
      for (int slot = 0; slot < slots; slot++) {
        new ClassicClient(dial, turns).ask();
      }
    }

    @Override
    public CompletableFuture<Void> worker(Dial dial, int slots, Turns turns) {
      for (int slot = 0; slot < slots; slot++) {
        new ClassicWorker(dial, turns).ask();
      }
      return CompletableFuture.completedFuture(null);
    }
  }

  /** The protocol of NATS, without its client library. */
  record Nats() implements Speech {

    @Override
    public void client(Dial dial, int index, int slots, Turns turns) {
      dial.connect(new NatsClient(index, slots, turns));
    }

    @Override
    public CompletableFuture<Void> worker(Dial dial, int slots, Turns turns) {
      return connected(dial, new NatsWorker(turns));
    }
  }

  /** The protocol of beanstalkd. */
  record Beanstalk() implements Speech {

    @Override
    public void client(Dial dial, int index, int slots, Turns turns) {
      dial.connect(new BeanstalkClient(index, slots, turns));
    }

    @Override
    public CompletableFuture<Void> worker(Dial dial, int slots, Turns turns) {
      return connected(dial, new BeanstalkWorker(turns));
    }
  }

  private static CompletableFuture<Void> connected(Dial dial, WorkerPeer worker) {
    dial.connect(worker);
    return worker.ready();
  }
}
