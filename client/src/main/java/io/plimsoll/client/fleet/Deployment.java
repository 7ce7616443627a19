package io.plimsoll.client.fleet;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.plimsoll.cli.CommandException;
import io.plimsoll.client.cluster.Cluster;
import io.plimsoll.client.cluster.PodLog;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A deployment of a cluster: its scale, its pods and their logs. Any thread.
 *
 * @param cluster with its namespace
 * @param name of it
 */
record Deployment(Cluster cluster, String name) implements AutoCloseable {

  /** RFC 1123, as the API server checks it: it becomes part of a path. */
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private static final int MAX_NAME = 253;

  /** As kubectl: a list of all at once would be tens of megabytes for thousands of pods. */
  private static final long PAGE = 500;

  /** What a fleet has to be allowed. */
  private static final String RIGHTS =
      "the verbs get and update on deployments/scale of apps, list on pods, and get on pods/log";

  /**
   * How large it is to be, and which pods are its.
   *
   * @param selector of labels, as a list of pods takes it
   */
  record Scale(int replicas, String selector) {}

  /**
   * Checks the name; contacts nobody.
   *
   * @throws CommandException exit code 2 if it cannot be a name
   */
  Deployment {
    checkName(name);
  }

  /**
   * Whether it can be a name.
   *
   * @throws CommandException exit code 2 if not
   */
  static void checkName(String name) {
    if (name.length() > MAX_NAME || !SUBDOMAIN.matcher(name).matches()) {
      throw CommandException.usage(
          "--deployment", name, "a name of lower case letters, digits, - and .");
    }
  }

  /**
   * Asks for its scale.
   *
   * @throws CommandException exit code 3 if that cannot be had
   */
  Scale scale() {
    return scale(
        cluster.ask(
            cannot("read the scale"),
            RIGHTS,
            client -> client.apps().deployments().withName(name).scale()));
  }

  /**
   * Sets how large it is to be, whatever it is now.
   *
   * @return as it is then
   * @throws CommandException exit code 3 if that is not taken
   */
  Scale scale(int replicas) {
    // Without a resource version: there is nothing to conflict with.
    io.fabric8.kubernetes.api.model.autoscaling.v1.Scale wanted =
        new ScaleBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace())
            .endMetadata()
            .withNewSpec()
            .withReplicas(replicas)
            .endSpec()
            .build();
    return scale(
        cluster.ask(
            cannot("set the scale"),
            RIGHTS,
            client -> client.apps().deployments().withName(name).scale(wanted)));
  }

  private static Scale scale(io.fabric8.kubernetes.api.model.autoscaling.v1.Scale scale) {
    Integer replicas = scale.getSpec() == null ? null : scale.getSpec().getReplicas();
    String selector = scale.getStatus() == null ? null : scale.getStatus().getSelector();
    // None at all is how a 0 is written.
    return new Scale(replicas == null ? 0 : replicas, selector == null ? "" : selector);
  }

  /**
   * Its pods, those too that are leaving or over.
   *
   * @throws CommandException exit code 3 if they cannot be had
   */
  List<PodState> pods(String selector) {
    List<PodState> pods = new ArrayList<>();
    @Nullable String next = null;
    do {
      PodList page = page(selector, next);
      for (Pod pod : page.getItems()) {
        pods.add(PodState.of(pod));
      }
      next = page.getMetadata() == null ? null : page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return pods;
  }

  private PodList page(String selector, @Nullable String from) {
    ListOptions options = new ListOptionsBuilder().withLimit(PAGE).withContinue(from).build();
    return cluster.ask(
        cannot("list the pods"),
        RIGHTS,
        client -> client.pods().withLabelSelector(selector).list(options));
  }

  /**
   * The end of a log of one of its pods.
   *
   * @throws CommandException exit code 3 if there is none, or it may not be read
   */
  String log(PodLog log) {
    return cluster.log("cannot read the log of pod " + log.pod(), log);
  }

  private String cannot(String what) {
    return this + ": cannot " + what;
  }

  String namespace() {
    return cluster.namespace();
  }

  /** As errors and titles name it. */
  @Override
  public String toString() {
    return "deployment " + namespace() + "/" + name;
  }

  @Override
  public void close() {
    cluster.close();
  }
}
