package io.plimsoll.client.fleet;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.cluster.Cluster;
import io.plimsoll.client.fleet.Deployment.Scale;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Backends as the pods of a Kubernetes deployment, whose scale is set. In the end it is as large as
 * it was before.
 */
public final class KubernetesFleet implements Fleet {

  private static final Logger LOG = LoggerFactory.getLogger(KubernetesFleet.class);

  /** How often the pods are looked at: their own probes are no more frequent. */
  private static final Duration POLL = Duration.ofMillis(500);

  /** How long to try to set the scale back: as long as an API server takes to be replaced. */
  private static final Duration RESTORE = Duration.ofSeconds(10);

  private final Deployment deployment;
  private final int slots;
  private final IntSupplier workRequests;
  private final Duration poll;
  private final Duration restore;
  private final Scale before;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Held while the scale is set, so that what is set last is what it was before. */
  private final Object setting = new Object();

  private volatile int wanted;

  /** Whether the scale may be another than before. */
  private boolean touched;

  /**
   * Asks how large it is.
   *
   * @param slots of each of its backends
   * @param workRequests how many the frontend has of the fleet's queue: a pod without a probe is
   *     ready before its backend has come that far
   * @throws CommandException exit code 3 if the deployment is not there, or may not be read
   */
  KubernetesFleet(Deployment deployment, int slots, IntSupplier workRequests) {
    this(deployment, slots, workRequests, POLL, RESTORE);
  }

  /**
   * The same for tests.
   *
   * @param poll how often the pods are looked at
   * @param restore how long to try to set the scale back
   */
  KubernetesFleet(
      Deployment deployment, int slots, IntSupplier workRequests, Duration poll, Duration restore) {
    this.deployment = deployment;
    this.slots = slots;
    this.workRequests = workRequests;
    this.poll = poll;
    this.restore = restore;
    try {
      before = deployment.scale();
    } catch (RuntimeException e) {
      deployment.close();
      throw e;
    }
    if (before.selector().isEmpty()) {
      deployment.close();
      throw new CommandException(
          ExitCode.UNREACHABLE, deployment + ": no selector of pods (expected: one in its scale)");
    }
    wanted = before.replicas();
  }

  @Override
  public String name() {
    return "kubernetes: " + deployment;
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public int size() {
    return wanted;
  }

  @Override
  public void scaleTo(int size) {
    if (size < 0 || size > maxSize()) {
      throw CommandException.usage("fleet size", size, "0 to " + maxSize());
    }
    synchronized (setting) {
      checkOpen();
      if (!touched) {
        LOG.info(
            "{} has {} replicas, and will again in the end; if this program is killed: {}",
            deployment,
            before.replicas(),
            byHand());
      }
      // Also if there is no answer: it may have been set all the same.
      touched = true;
      wanted = size;
      deployment.scale(size);
    }
  }

  private void checkOpen() {
    if (closed.getCount() == 0) {
      throw new CancellationException("the fleet is closed");
    }
  }

  @Override
  public int ready() {
    return (int)
        deployment.pods(before.selector()).stream()
            .filter(pod -> pod.leaving() || pod.ready())
            .count();
  }

  @Override
  public void awaitReady(Duration most) {
    long began = System.nanoTime();
    while (true) {
      checkOpen();
      checkScale();
      List<PodState> pods = deployment.pods(before.selector());
      // One that is over is no replica; a node may have evicted it days ago.
      List<PodState> replicas = pods.stream().filter(pod -> pod.leaving() || !pod.over()).toList();
      boolean there =
          replicas.size() == wanted
              && replicas.stream().allMatch(pod -> pod.ready() && !pod.leaving());
      int requests = there ? workRequests.getAsInt() : 0;
      if (there && requests == wanted * slots) {
        return;
      }
      Duration passed = Duration.ofNanos(System.nanoTime() - began);
      NotReady notReady = new NotReady(deployment, wanted);
      if (pods.stream().anyMatch(PodState::hopeless)) {
        throw lost(notReady.missing(pods, passed));
      }
      if (passed.compareTo(most) >= 0) {
        throw lost(
            there
                ? notReady.unconnected(pods, requests, slots, most)
                : notReady.missing(pods, most));
      }
      pause();
    }
  }

  private void checkScale() {
    int replicas = deployment.scale().replicas();
    if (replicas != wanted) {
      throw lost(
          deployment
              + ": "
              + replicas
              + " replicas (expected: "
              + wanted
              + ", as was set; something else scales it too, a HorizontalPodAutoscaler for"
              + " instance)");
    }
  }

  private static CommandException lost(String message) {
    return new CommandException(ExitCode.UNREACHABLE, message);
  }

  private void pause() {
    try {
      if (closed.await(poll.toNanos(), TimeUnit.NANOSECONDS)) {
        checkOpen();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  /**
   * Sets the scale to what it was before, if it was changed; does not wait for the pods. Tries
   * again for a while when the API server is away.
   *
   * @throws CommandException exit code 3 if that fails, with the command that does it
   */
  @Override
  public void close() {
    closed.countDown();
    try (deployment) {
      synchronized (setting) {
        if (touched) {
          restore();
          touched = false;
        }
      }
    }
  }

  /** Whoever is interrupted, before or meanwhile, has to clean up all the same. */
  private void restore() {
    long began = System.nanoTime();
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          deployment.scale(before.replicas());
          return;
        } catch (CancellationException e) {
          if (!Thread.interrupted()) {
            throw e;
          }
          interrupted = true;
        } catch (CommandException e) {
          boolean late = System.nanoTime() - began >= restore.toNanos();
          if (late || Cluster.isFinal(e)) {
            throw notRestored(e);
          }
          LOG.warn("{}; trying again to have {} replicas", e.getMessage(), before.replicas());
          interrupted |= sleep();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns whether it was interrupted, and shorter. */
  private boolean sleep() {
    try {
      TimeUnit.NANOSECONDS.sleep(poll.toNanos());
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  private CommandException notRestored(CommandException why) {
    return new CommandException(
        ExitCode.UNREACHABLE,
        deployment
            + ": is not back at "
            + before.replicas()
            + " replicas; to do it: "
            + byHand()
            + "; "
            + why.getMessage(),
        why);
  }

  /** What restores it without this program. */
  private String byHand() {
    return "kubectl scale deployment "
        + deployment.name()
        + " --namespace "
        + deployment.namespace()
        + " --replicas "
        + before.replicas();
  }
}
