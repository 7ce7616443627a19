package io.plimsoll.client.fleet;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/**
 * Backends as processes of this machine. Each has a pod name of its own, by which the frontend
 * knows it. They end when the fleet is closed, and by themselves when this program is gone, however
 * that went.
 */
public final class LocalFleet implements Fleet {

  /** Each is a Java program of some 60 MB: more belong into a cluster. */
  private static final int MOST = 256;

  /** How often the frontend is asked who is there. */
  private static final long POLL_MILLIS = 20;

  private static final String POD_VARIABLE = "PLIMSOLL_POD";

  /** What runs in the end is not wanted any more: it is stopped if it does not end by then. */
  private static final Duration FINISH = Duration.ofSeconds(3);

  /** A program that is stopped has five seconds before it is killed; then its backend ends. */
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Config config;
  private final FrontendStatus status;

  /** Those that are wanted, oldest first. */
  private final List<Replica> wanted = new ArrayList<>();

  /** Those that were told to end and have not yet. */
  private final List<Replica> leaving = new ArrayList<>();

  /** Work requests that the frontend has of others, when it was last asked. */
  private long others;

  private int started;
  private boolean closed;

  /**
   * What its backends are.
   *
   * @param jar of the backend
   * @param frontend its worker port
   * @param queue that they pull from
   * @param slots of each, 1 or more
   * @param options that each gets besides
   * @param workload with its arguments
   */
  public record Config(
      Path jar,
      HostPort frontend,
      String queue,
      int slots,
      List<String> options,
      List<String> workload) {

    public Config {
      options = List.copyOf(options);
      workload = List.copyOf(workload);
    }
  }

  /** One backend; once it was known to the frontend with all slots, it is ready until it ends. */
  private static final class Replica {
    final String pod;
    final Child child;
    boolean ready;

    Replica(String pod, Child child) {
      this.pod = pod;
      this.child = child;
    }
  }

  /**
   * A fleet of none.
   *
   * @param status of the frontend
   */
  public LocalFleet(Config config, FrontendStatus status) {
    this.config = config;
    this.status = status;
  }

  @Override
  public String name() {
    return "local: " + String.join(" ", config.workload());
  }

  @Override
  public int slots() {
    return config.slots();
  }

  @Override
  public int maxSize() {
    return MOST;
  }

  @Override
  public synchronized int size() {
    return wanted.size();
  }

  @Override
  public synchronized void scaleTo(int size) {
    if (size < 0 || size > MOST) {
      throw CommandException.usage("fleet size", size, "0 to " + MOST + " on one machine");
    }
    if (closed) {
      throw new CancellationException("the fleet is closed");
    }
    while (wanted.size() > size) {
      Replica newest = wanted.remove(wanted.size() - 1);
      newest.child.terminate();
      leaving.add(newest);
    }
    while (wanted.size() < size) {
      wanted.add(start("local-" + ++started));
    }
  }

  private Replica start(String pod) {
    List<String> command = new ArrayList<>(ProgramJar.command(config.jar()));
    command.addAll(config.options());
    // The last of each counts, and these have to be ours.
    command.addAll(List.of("--frontend", config.frontend().toString()));
    command.addAll(List.of("--queue", config.queue()));
    command.addAll(List.of("--slots", Integer.toString(config.slots())));
    command.addAll(List.of("--backoff", "1", "--pod-env", POD_VARIABLE));
    command.addAll(List.of("--ends-with", Long.toString(ProcessHandle.current().pid())));
    command.add("--");
    command.addAll(config.workload());
    return new Replica(
        pod, new Child("backend " + pod, command, Map.of(POD_VARIABLE, pod), line -> {}));
  }

  @Override
  public int ready() {
    int ready = count(Map.of());
    return allReady() ? ready : count(present());
  }

  private synchronized boolean allReady() {
    return wanted.stream().allMatch(replica -> replica.ready);
  }

  /** Work requests that the frontend has, by pod. */
  private Map<String, Long> present() {
    return status.workers(config.queue()).stream()
        .collect(Collectors.groupingBy(FrontendStatus.Worker::pod, Collectors.counting()));
  }

  private synchronized int count(Map<String, Long> present) {
    leaving.removeIf(replica -> !replica.child.isAlive());
    for (Replica replica : wanted) {
      if (!replica.child.isAlive()) {
        throw replica.child.endedByItself();
      }
      replica.ready |= present.getOrDefault(replica.pod, 0L) == config.slots();
    }
    return (int) (wanted.stream().filter(replica -> replica.ready).count() + leaving.size());
  }

  @Override
  public void awaitReady(Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    while (!allThere()) {
      if (System.nanoTime() - deadline > 0) {
        throw new CommandException(
            ExitCode.UNREACHABLE, notReady() + " after " + most.toSeconds() + " s");
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted");
      }
    }
  }

  /** Asks the frontend in any case: a worker that is not of the fleet would do its work. */
  private boolean allThere() {
    count(Map.of());
    Map<String, Long> present = present();
    return count(present) == size() && isAlone(present);
  }

  /** Whether nobody leaves, and nobody else works on the queue. */
  private synchronized boolean isAlone(Map<String, Long> present) {
    others = present.values().stream().mapToLong(Long::longValue).sum();
    for (Replica replica : wanted) {
      others -= present.getOrDefault(replica.pod, 0L);
    }
    return leaving.isEmpty() && others == 0;
  }

  private synchronized String notReady() {
    String said =
        wanted.stream()
            .filter(replica -> !replica.ready)
            .map(replica -> replica.child.name() + ": " + replica.child.lastLine())
            .findFirst()
            .orElse("");
    long ready = wanted.stream().filter(replica -> replica.ready).count();
    return "fleet: "
        + ready
        + " ready, "
        + leaving.size()
        + " leaving, "
        + others
        + " work requests of others on queue "
        + config.queue()
        + " (expected: "
        + wanted.size()
        + " ready, and no others"
        + (said.isEmpty() ? ")" : "; " + said + ")");
  }

  /** Ends all of them: first those that run something may finish it, then it is stopped. */
  @Override
  public void close() {
    List<Replica> all = takeAll();
    all.forEach(replica -> replica.child.terminate());
    if (!awaitEnds(all, FINISH)) {
      all.forEach(replica -> replica.child.terminate());
      if (!awaitEnds(all, STOP)) {
        all.forEach(replica -> replica.child.kill());
      }
    }
  }

  private synchronized List<Replica> takeAll() {
    closed = true;
    List<Replica> all = new ArrayList<>(leaving);
    all.addAll(wanted);
    leaving.clear();
    wanted.clear();
    return all;
  }

  private static boolean awaitEnds(List<Replica> replicas, Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    boolean all = true;
    for (Replica replica : replicas) {
      long left = Math.max(0, deadline - System.nanoTime());
      all &= replica.child.awaitEnd(Duration.ofNanos(left));
    }
    return all;
  }
}
