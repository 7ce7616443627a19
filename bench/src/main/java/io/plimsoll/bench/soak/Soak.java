package io.plimsoll.bench.soak;

import static java.util.Objects.requireNonNull;

import io.plimsoll.bench.load.FrontendProcess;
import io.plimsoll.bench.load.Loop;
import io.plimsoll.bench.load.Pace;
import io.plimsoll.bench.soak.SoakClient.Way;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** The clients and workers of a soak, and what they count together. */
final class Soak {

  private static final int STAYING_CLIENTS = 6;
  private static final int STAYING_WINDOW = 64;
  private static final int LEAVING_CLIENTS = 3;
  private static final int LEAVING_WINDOW = 32;
  private static final int BYTEWISE_CLIENTS = 3;
  private static final int SLOW_READERS = 10;

  /** Say nothing for a while, all at once: so many probes of a kernel leave at the same time. */
  private static final int IDLE_CLIENTS = 4_000;

  private static final int SLOW_WINDOW = 8;
  private static final int WORKERS = 5;
  private static final int SLOW_WORKERS = 2;

  /** Work requests outstanding of each worker, for each queue. */
  private static final int POLLS = 40;

  private static final int SLOW_POLLS = 2;
  private static final int CLASSIC_PEERS = 6;

  /** A classic exchange uses up a port for a minute: 200 a second stay within what there are. */
  private static final long CLASSIC_PAUSE_NANOS = 50_000_000;

  private static final long KILL_EVERY_NANOS = 500_000_000;
  private static final long STUCK_EVERY_NANOS = 1_000_000_000;
  private static final long TELL_EVERY_NANOS = 10_000_000_000L;

  /** One request in so many is too long for a classic worker. */
  private static final int LONG_ONE_IN = 500;

  /** With 10 s of grace a stuck item comes back after 10 s; the rest is for busy machines. */
  private static final Duration DRAIN = Duration.ofSeconds(90);

  private static final String LONG_ARGUMENT = "y".repeat(800);

  private final FrontendProcess frontend;
  private final SplittableRandom random;
  private final PrintStream out;
  private final Loop loop = new Loop();
  private final Map<SoakQueue, Tally> tallies = new EnumMap<>(SoakQueue.class);
  private final List<SoakClient> clients = new ArrayList<>();
  private final List<SoakWorker> workers = new ArrayList<>();
  private final List<IdleClient> idle = new ArrayList<>();
  private final Set<Long> stuckSeen = new HashSet<>();
  private volatile boolean stopped;
  private boolean running;
  private boolean serving;
  private boolean stuckDue;
  private long stuckMade;
  private int classicClients;
  private int classicWorkers;
  private int workersMade;
  private String workerHeard = "";
  long idleLost;
  long kills;
  long itemsKilled;
  long returned;
  long takenBack;
  long classicItems;

  Soak(FrontendProcess frontend, long seed, PrintStream out) {
    this.frontend = frontend;
    this.random = new SplittableRandom(seed);
    this.out = out;
    for (SoakQueue queue : SoakQueue.values()) {
      tallies.put(queue, new Tally());
    }
  }

  SplittableRandom random() {
    return random;
  }

  Tally tally(SoakQueue queue) {
    return requireNonNull(tallies.get(queue));
  }

  /** Whether new requests are to be sent. */
  boolean running() {
    return running;
  }

  long answered() {
    return tallies.values().stream().mapToLong(Tally::answered).sum();
  }

  /** The first thing that a worker was told and should not have been; empty if there is none. */
  String workerHeard() {
    return workerHeard;
  }

  /**
   * Runs for at least this long and for so many jobs, or until it is stopped, and then until every
   * request that was sent has its answer and every connection has ended.
   *
   * @return false if some have none
   */
  boolean run(Duration atLeast, long jobs) {
    running = true;
    serving = true;
    startPeers();
    long begun = System.nanoTime();
    long before = answered();
    loop.after(KILL_EVERY_NANOS, this::killSome);
    loop.after(STUCK_EVERY_NANOS, this::stuckSome);
    loop.after(TELL_EVERY_NANOS, () -> tell(begun, before));
    Duration forever = Duration.ofDays(365);
    loop.runUntil(
        forever,
        () ->
            stopped
                || !frontend.isAlive()
                || (System.nanoTime() - begun >= atLeast.toNanos() && answered() - before >= jobs));
    running = false;
    boolean drained = loop.runUntil(DRAIN, this::idle);
    serving = false;
    List.copyOf(clients).forEach(SoakClient::close);
    idle.forEach(IdleClient::leave);
    idle.clear();
    List.copyOf(workers).forEach(SoakWorker::close);
    return drained && loop.runUntil(DRAIN, () -> classicWorkers == 0);
  }

  /** Runs no longer than it takes to answer what is outstanding. From any thread. */
  void stop() {
    stopped = true;
  }

  private boolean idle() {
    return classicClients == 0 && clients.stream().allMatch(c -> c.outstanding() == 0);
  }

  private void startPeers() {
    for (int i = 0; i < WORKERS; i++) {
      worker(Pace.FULL, POLLS);
    }
    for (int i = 0; i < SLOW_WORKERS; i++) {
      worker(Pace.BYTE_BY_BYTE, SLOW_POLLS);
    }
    for (int i = 0; i < STAYING_CLIENTS; i++) {
      client(Pace.FULL, SoakQueue.STAYING, STAYING_WINDOW, Way.STAYS);
    }
    for (int i = 0; i < LEAVING_CLIENTS; i++) {
      client(Pace.FULL, SoakQueue.LEAVING, LEAVING_WINDOW, Way.SHUTS_DOWN);
      client(Pace.FULL, SoakQueue.ABRUPT, LEAVING_WINDOW, Way.CUTS);
    }
    for (int i = 0; i < BYTEWISE_CLIENTS; i++) {
      client(Pace.BYTE_BY_BYTE, SoakQueue.STAYING, SLOW_WINDOW, Way.STAYS);
    }
    for (int i = 0; i < SLOW_READERS; i++) {
      client(Pace.SLOW_READER, SoakQueue.STAYING, SLOW_WINDOW, Way.STAYS);
    }
    for (int i = 0; i < IDLE_CLIENTS; i++) {
      idle.add(new IdleClient(loop, frontend.clients(), this));
    }
    for (int i = 0; i < CLASSIC_PEERS; i++) {
      classicClient();
      classicWorker();
    }
  }

  private void client(Pace pace, SoakQueue queue, int window, Way way) {
    clients.add(new SoakClient(this, loop, frontend.clients(), pace, queue, window, way));
  }

  void clientClosed(SoakClient client, Pace pace, SoakQueue queue, int window, Way way) {
    clients.remove(client);
    if (running && frontend.isAlive()) {
      client(pace, queue, window, way);
    }
  }

  private void worker(Pace pace, int polls) {
    String name = "pod-" + workersMade++;
    workers.add(new SoakWorker(this, loop, frontend.workers(), pace, polls, name));
  }

  /** Items have to be served until the last request has its answer. */
  void workerClosed(SoakWorker worker) {
    workers.remove(worker);
    if (serving && frontend.isAlive()) {
      worker(worker.pace(), worker.pollsOfEach());
    }
  }

  private void classicClient() {
    if (running && frontend.isAlive()) {
      classicClients++;
      new ClassicPeers.Client(this, loop, frontend.clients());
    }
  }

  void classicClientClosed() {
    classicClients--;
    loop.after(CLASSIC_PAUSE_NANOS, this::classicClient);
  }

  private void classicWorker() {
    if (serving && frontend.isAlive()) {
      classicWorkers++;
      new ClassicPeers.Worker(this, loop, frontend.workers());
    }
  }

  void classicWorkerClosed() {
    classicWorkers--;
    loop.after(CLASSIC_PAUSE_NANOS, this::classicWorker);
  }

  private void killSome() {
    if (running && !workers.isEmpty()) {
      workers.get(random.nextInt(workers.size())).die();
      loop.after(KILL_EVERY_NANOS, this::killSome);
    }
  }

  private void stuckSome() {
    if (running) {
      stuckDue = true;
      loop.after(STUCK_EVERY_NANOS, this::stuckSome);
    }
  }

  /** Whether an item that hangs its worker is here for the first time. */
  boolean firstSeen(long stuck) {
    return stuckSeen.add(stuck);
  }

  /** The arguments of a new request. */
  void appendArguments(StringBuilder request, SplittableRandom dice) {
    if (stuckDue) {
      stuckDue = false;
      request.append(",\"Args\":[\"stuck-").append(stuckMade++).append("\"],\"Limit\":0.05");
    } else if (dice.nextInt(LONG_ONE_IN) == 0) {
      request.append(",\"Args\":[\"").append(LONG_ARGUMENT).append("\"]");
    } else {
      request.append(",\"Args\":[\"0.2\"]");
    }
  }

  /** An idle client was cut off. */
  void idleLost() {
    idleLost++;
  }

  void killed(long items) {
    kills++;
    itemsKilled += items;
  }

  void returned() {
    returned++;
  }

  void takenBack() {
    takenBack++;
  }

  void classicItem() {
    classicItems++;
  }

  void workerHeard(String text) {
    if (workerHeard.isEmpty()) {
      workerHeard = text;
    }
  }

  private void tell(long begun, long before) {
    if (running) {
      double seconds = (System.nanoTime() - begun) / 1e9;
      long jobs = answered() - before;
      out.printf(
          Locale.ROOT, "%6.0f s %,12d jobs %,8.0f a second%n", seconds, jobs, jobs / seconds);
      loop.after(TELL_EVERY_NANOS, () -> tell(begun, before));
    }
  }

  void close() {
    loop.close();
  }
}
