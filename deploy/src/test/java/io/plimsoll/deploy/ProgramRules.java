package io.plimsoll.deploy;

import io.plimsoll.deploy.Manifests.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the arguments of our programs have to do with the rest: queues that are served, ports that
 * are declared, time to end in, names by the downward API.
 */
final class ProgramRules {

  /** What a program has between SIGTERM and SIGKILL at its limit, and as much again to tell. */
  private static final double AFTER_LIMIT_SECONDS = 10;

  /** Of frontend.jar, where no option says otherwise. */
  private static final double DRAIN_SECONDS = 30;

  private final Manifests manifests;
  private final Findings findings;

  private ProgramRules(Manifests manifests, Findings findings) {
    this.manifests = manifests;
    this.findings = findings;
  }

  static void check(Manifests manifests, Findings findings) {
    ProgramRules rules = new ProgramRules(manifests, findings);
    for (Pod pod : manifests.pods()) {
      pod.containers().forEach(container -> rules.container(pod, container));
    }
  }

  private void container(Pod pod, JsonNode container) {
    String at = pod.owner() + " " + container.path("name").asString();
    List<String> args = Arguments.of(container);
    switch (Arguments.program(container)) {
      case "frontend" -> frontend(pod, container, at, args);
      case "backend" -> backend(pod, container, at, args);
      case "client" -> client(pod, container, at, args);
      default -> {
        // Not ours.
      }
    }
  }

  private void frontend(Pod pod, JsonNode container, String at, List<String> args) {
    listens(container, at, "clients", Arguments.value(args, "-caddr", "--clients"));
    listens(container, at, "workers", Arguments.value(args, "-waddr", "--workers"));
    listens(container, at, "metrics", Arguments.value(args, "-maddr", "--metrics"));
    double drain =
        Arguments.value(args, "--drain-timeout").map(Arguments::seconds).orElse(DRAIN_SECONDS);
    grace(pod, at, drain);
    findings.unless(!Arguments.queues(args).isEmpty(), at, "serves no queue");
  }

  private void backend(Pod pod, JsonNode container, String at, List<String> args) {
    Arguments.value(args, "-maddr", "--metrics")
        .ifPresent(address -> listens(container, at, "metrics", Optional.of(address)));
    connects(at, args, "workers", "-faddr", "--frontend");
    queue(pod, at, args);
    Optional<Double> limit = Arguments.value(args, "-limit", "--limit").map(Arguments::seconds);
    findings.unless(limit.orElse(0.0) > 0, at, "no -limit");
    grace(pod, at, limit.orElse(0.0) + AFTER_LIMIT_SECONDS);
    for (String option : List.of("-node-env", "-pod-env")) {
      Optional<String> variable = Arguments.value(args, option, "-" + option);
      boolean set =
          variable.isPresent()
              && container
                  .path("env")
                  .valueStream()
                  .anyMatch(
                      env ->
                          env.path("name").asString().equals(variable.get())
                              && env.at("/valueFrom/fieldRef").isObject());
      findings.unless(set, at, option + ": not by the downward API");
    }
  }

  private void client(Pod pod, JsonNode container, String at, List<String> args) {
    connects(at, args, "clients", "-faddr", "--frontend");
    queue(pod, at, args);
    boolean drives = !args.isEmpty() && args.get(0).startsWith("-");
    if (drives) {
      listens(container, at, "control", Arguments.value(args, "-caddr", "--control"));
    } else {
      // Of validate: the frontend's own.
      if (Arguments.value(args, "-maddr", "--metrics").isPresent()) {
        connects(at, args, "metrics", "-maddr", "--metrics");
      }
    }
  }

  /** The port named {@code name} is where the program listens, on every interface. */
  private void listens(JsonNode container, String at, String name, Optional<String> address) {
    boolean declared =
        container
            .path("ports")
            .valueStream()
            .anyMatch(
                port ->
                    port.path("name").asString().equals(name)
                        && address.equals(Optional.of(":" + port.path("containerPort").asInt())));
    findings.unless(declared, at, "port " + name + " is not " + address.orElse("given"));
  }

  /** The option names a Service of these objects, and the number of its port {@code name}. */
  private void connects(String at, List<String> args, String name, String... options) {
    String address = Arguments.value(args, options).orElse("");
    boolean served =
        manifests.of("Service").stream()
            .anyMatch(
                service ->
                    service
                        .at("/spec/ports")
                        .valueStream()
                        .anyMatch(
                            port ->
                                port.path("name").asString().equals(name)
                                    && address.equals(
                                        Manifests.nameOf(service)
                                            + ":"
                                            + port.path("port").asInt())));
    findings.unless(served, at, options[0] + ": no Service has port " + name + " at " + address);
  }

  private void queue(Pod pod, String at, List<String> args) {
    String queue = Arguments.value(args, "-name", "--queue").orElse("sleep");
    List<String> served = new ArrayList<>();
    for (Pod other : manifests.pods()) {
      other
          .containers()
          .filter(container -> Arguments.program(container).equals("frontend"))
          .forEach(container -> served.addAll(Arguments.queues(Arguments.of(container))));
    }
    findings.unless(served.contains(queue), at, "queue " + queue + " is not among " + served);
    JsonNode label = pod.labels().path("plimsoll.io/queue");
    findings.unless(
        label.isMissingNode() || label.asString().equals(queue), at, "label of queue " + label);
  }

  private void grace(Pod pod, String at, double least) {
    int grace = pod.spec().path("terminationGracePeriodSeconds").asInt(0);
    findings.unless(grace > least, at, "has " + grace + " s to end, needs more than " + least);
  }
}
