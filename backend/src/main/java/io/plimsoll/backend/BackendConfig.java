package io.plimsoll.backend;

import io.plimsoll.backend.metrics.Exporter;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.HostPort;
import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.QueueNames;
import io.plimsoll.wire.TlsConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backend is told to do. Every value is checked: a bad one ends the program with exit code
 * 2.
 *
 * @param frontend the frontend's worker port
 * @param queue the queue to pull from
 * @param slots items run at the same time, 1 to {@link #MAX_SLOTS}
 * @param deviceGlob pattern of device files, empty = no devices
 * @param limit run time limit, 0 = none
 * @param workdir working directory of the workload
 * @param backoff 0: end when the queue is empty; else ask on, this much later each time
 * @param backoffMax longest time between two askings
 * @param ignoreArgs whether arguments of requests are ignored
 * @param nodeEnv environment variable with the node's name, empty = the host name
 * @param podEnv environment variable with the pod's name, empty = the host name
 * @param deviceDir where backends meet that share simulated devices
 * @param nullIn whether programs read from the null device
 * @param nullOut whether programs write to the null device
 * @param metrics where metrics are served, null = nowhere
 * @param identity whose metric names simulated devices have
 * @param classic whether to speak the classic protocol
 * @param retry how long to keep trying to reach a frontend that is gone, 0 = not at all
 * @param tls to the frontend; null = plain text
 * @param workload name of the workload
 * @param args the arguments that every run of it gets first
 */
record BackendConfig(
    HostPort frontend,
    String queue,
    int slots,
    String deviceGlob,
    Duration limit,
    Path workdir,
    Duration backoff,
    Duration backoffMax,
    boolean ignoreArgs,
    String nodeEnv,
    String podEnv,
    Path deviceDir,
    boolean nullIn,
    boolean nullOut,
    @Nullable HostPort metrics,
    Exporter identity,
    boolean classic,
    Duration retry,
    @Nullable TlsConfig tls,
    String workload,
    List<String> args) {

  /** A sleeping slot costs a timer and a parked work request: about a hundred megabytes for all. */
  static final int MAX_SLOTS = Limits.WORK_REQUESTS;

  BackendConfig {
    args = List.copyOf(args);
    if (frontend.port() == 0) {
      throw CommandException.usage("--frontend", frontend, "a port from 1 to 65535");
    }
    if (!QueueNames.isValid(queue)) {
      throw CommandException.usage("--queue", "'" + queue + "'", QueueNames.RULE);
    }
    if (slots < 1 || slots > MAX_SLOTS) {
      throw CommandException.usage("--slots", slots, "1 to " + MAX_SLOTS);
    }
    if (!backoff.isZero() && backoffMax.isZero()) {
      throw CommandException.usage("--backoff-max", "0", "more than 0 when --backoff is set");
    }
    if (!Files.isDirectory(workdir)) {
      throw CommandException.usage("--workdir", workdir, "a directory");
    }
  }
}
