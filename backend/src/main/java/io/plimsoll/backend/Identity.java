package io.plimsoll.backend;

import io.plimsoll.backend.workload.Outcome;
import io.plimsoll.protocol.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who does the work.
 *
 * @param pod the pod's name, never empty
 * @param node the node's name, never empty
 */
record Identity(String pod, String node) {

  private static final Logger LOG = LoggerFactory.getLogger(Identity.class);

  /** Where Linux has its host name: no name service is asked, which could take long. */
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /** From the environment variables that {@code config} names, else the host name. */
  static Identity of(BackendConfig config, Map<String, String> environment) {
    String host = hostName();
    return new Identity(
        named("--pod-env", config.podEnv(), environment, host),
        named("--node-env", config.nodeEnv(), environment, host));
  }

  /** The reply to the item that answered the work request {@code id}. */
  Reply reply(long id, String device, Outcome outcome) {
    return new Reply(
        id,
        pod,
        node,
        outcome.device().isEmpty() ? device : outcome.device(),
        outcome.error(),
        outcome.timeoutSeconds(),
        0,
        outcome.runNanos() / 1e9,
        outcome.retcode(),
        outcome.result(),
        outcome.truncated());
  }

  private static String named(
      String option, String variable, Map<String, String> environment, String host) {
    if (variable.isEmpty()) {
      return host;
    }
    String value = environment.getOrDefault(variable, "");
    if (value.isEmpty()) {
      LOG.warn("{}: {} is not set, using the host name {}", option, variable, host);
      return host;
    }
    return value;
  }

  private static String hostName() {
    try {
      String name = Files.readString(HOST_NAME).trim();
      if (!name.isEmpty()) {
        return name;
      }
    } catch (IOException notLinux) {
      // Asks the system below.
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }
}
