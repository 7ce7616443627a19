package io.plimsoll.client.fleet;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.fleet.Deployment.Scale;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Backends as the pods of a Kubernetes deployment, whose scale is set. In the end it is as large as
 * it was before.
 */
public final class KubernetesFleet implements Fleet {

  private static final Logger LOG = LoggerFactory.getLogger(KubernetesFleet.class);

  /** How often the pods are looked at: their own probes are no more frequent. */
  private static final long POLL_MILLIS = 500;

  /** An error names as many pods that have trouble; most have the same. */
  private static final int PODS_NAMED = 3;

  private final Deployment deployment;
  private final int slots;
  private final IntSupplier workRequests;
  private final long pollMillis;
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
    this(deployment, slots, workRequests, POLL_MILLIS);
  }

  /**
   * The same for tests.
   *
   * @param pollMillis how often the pods are looked at
   */
  KubernetesFleet(Deployment deployment, int slots, IntSupplier workRequests, long pollMillis) {
    this.deployment = deployment;
    this.slots = slots;
    this.workRequests = workRequests;
    this.pollMillis = pollMillis;
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
    return (int) pods().stream().filter(pod -> pod.leaving() || pod.ready()).count();
  }

  /** Those that are replicas, also leaving ones. */
  private List<PodState> pods() {
    return deployment.pods(before.selector()).stream()
        .filter(pod -> pod.leaving() || !pod.over())
        .toList();
  }

  @Override
  public void awaitReady(Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    while (true) {
      checkOpen();
      int replicas = deployment.scale().replicas();
      if (replicas != wanted) {
        throw new CommandException(
            ExitCode.UNREACHABLE,
            deployment
                + ": "
                + replicas
                + " replicas (expected: "
                + wanted
                + ", as was set; something else scales it too, a HorizontalPodAutoscaler for"
                + " instance)");
      }
      List<PodState> pods = pods();
      boolean there =
          pods.size() == wanted && pods.stream().allMatch(pod -> pod.ready() && !pod.leaving());
      int requests = there ? workRequests.getAsInt() : 0;
      if (there && requests == wanted * slots) {
        return;
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new CommandException(
            ExitCode.UNREACHABLE, there ? notConnected(requests, most) : notReady(pods, most));
      }
      pause();
    }
  }

  private void pause() {
    try {
      if (closed.await(pollMillis, TimeUnit.MILLISECONDS)) {
        checkOpen();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  private String notConnected(int requests, Duration most) {
    return deployment
        + ": "
        + wanted
        + " ready, but the frontend has "
        + requests
        + " work requests after "
        + most.toSeconds()
        + " s (expected: "
        + wanted * slots
        + ", as many of each as --slots says, and nobody else's of this queue)";
  }

  private String notReady(List<PodState> pods, Duration most) {
    long leaving = pods.stream().filter(PodState::leaving).count();
    long ready = pods.stream().filter(pod -> pod.ready() && !pod.leaving()).count();
    StringBuilder text = new StringBuilder();
    text.append(deployment).append(": ").append(ready).append(" ready, ");
    text.append(pods.size() - ready - leaving).append(" not ready, ");
    text.append(leaving).append(" leaving after ").append(most.toSeconds());
    text.append(" s (expected: ").append(wanted).append(" ready)");
    String troubles =
        pods.stream()
            .filter(pod -> !pod.ready() && !pod.leaving() && !pod.trouble().isEmpty())
            .limit(PODS_NAMED)
            .map(pod -> "pod " + pod.name() + ": " + pod.trouble())
            .collect(Collectors.joining("; "));
    if (!troubles.isEmpty()) {
      text.append("; ").append(troubles);
    } else if (pods.size() - leaving < wanted) {
      text.append("; for why pods are missing: kubectl describe deployment ");
      text.append(deployment.name()).append(" --namespace ").append(deployment.namespace());
    }
    return text.toString();
  }

  /**
   * Sets the scale to what it was before, if it was changed; does not wait for the pods.
   *
   * @throws CommandException exit code 3 if that fails, with the command that does it
   */
  @Override
  public void close() {
    // Who was interrupted has to clean up all the same.
    boolean interrupted = Thread.interrupted();
    closed.countDown();
    try (deployment) {
      synchronized (setting) {
        if (touched) {
          restore();
          touched = false;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void restore() {
    try {
      deployment.scale(before.replicas());
    } catch (CommandException | CancellationException e) {
      throw new CommandException(
          ExitCode.UNREACHABLE,
          deployment
              + ": is not back at "
              + before.replicas()
              + " replicas; to do it: "
              + byHand()
              + "; "
              + e.getMessage(),
          e);
    }
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
