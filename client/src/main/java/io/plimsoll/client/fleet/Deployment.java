package io.plimsoll.client.fleet;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.fleet.ClusterApi.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A deployment of a cluster: its scale, and its pods. Any thread.
 *
 * @param namespace of it
 * @param name of it
 */
record Deployment(ClusterApi api, String namespace, String name) implements AutoCloseable {

  /** RFC 1123, as the API server checks them: they become part of a path. */
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private static final int MAX_NAME = 253;

  /** As kubectl: a list of all at once would be tens of megabytes for thousands of pods. */
  private static final int PAGE = 500;

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  /** What a fleet has to be allowed. */
  private static final String RIGHTS =
      "this needs the verbs get and patch on deployments/scale of apps, and list on pods";

  /**
   * How large it is to be, and which pods are its.
   *
   * @param selector of labels, as a list of pods takes it
   */
  record Scale(int replicas, String selector) {}

  /**
   * Checks the names; contacts nobody.
   *
   * @throws CommandException exit code 2 if one of them cannot be a name
   */
  Deployment {
    if (name.length() > MAX_NAME || !SUBDOMAIN.matcher(name).matches()) {
      throw CommandException.usage(
          "--deployment", name, "a name of lower case letters, digits, - and .");
    }
    if (!LABEL.matcher(namespace).matches()) {
      throw CommandException.usage(
          "--namespace", namespace, "1 to 63 lower case letters, digits and -");
    }
  }

  /**
   * Asks for its scale.
   *
   * @throws CommandException exit code 3 if that cannot be had
   */
  Scale scale() {
    return scale(checked("read the scale", api.get(path())));
  }

  /**
   * Sets how large it is to be.
   *
   * @return as it is then
   * @throws CommandException exit code 3 if that is not taken
   */
  Scale scale(int replicas) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("spec").put("replicas", replicas);
    return scale(checked("set the scale", api.mergePatch(path(), patch)));
  }

  private Scale scale(JsonNode scale) {
    // None at all is how a 0 is written.
    return new Scale(
        scale.path("spec").path("replicas").asInt(0),
        scale.path("status").path("selector").asString(""));
  }

  /**
   * Its pods, those too that are leaving or over.
   *
   * @throws CommandException exit code 3 if they cannot be had
   */
  List<PodState> pods(String selector) {
    List<PodState> pods = new ArrayList<>();
    String next = "";
    do {
      String query = "?limit=" + PAGE + "&labelSelector=" + encoded(selector);
      JsonNode page =
          checked(
              "list the pods",
              api.get(
                  "/api/v1/namespaces/"
                      + namespace
                      + "/pods"
                      + query
                      + (next.isEmpty() ? "" : "&continue=" + encoded(next))));
      page.path("items").forEach(pod -> pods.add(PodState.of(pod)));
      next = page.path("metadata").path("continue").asString("");
    } while (!next.isEmpty());
    return pods;
  }

  private String path() {
    return "/apis/apps/v1/namespaces/" + namespace + "/deployments/" + name + "/scale";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private JsonNode checked(String what, Answer answer) {
    if (answer.succeeded() && answer.body().isObject()) {
      return answer.body();
    }
    String why =
        switch (answer.status()) {
          case NOT_FOUND -> " (expected: a deployment of this namespace)";
          case UNAUTHORIZED -> " (expected: credentials that the server knows)";
          case FORBIDDEN -> "; " + RIGHTS;
          default -> "";
        };
    throw new CommandException(
        ExitCode.UNREACHABLE,
        this + ": cannot " + what + ": " + answer.message() + why + ", at " + api.url());
  }

  /** As errors and titles name it. */
  @Override
  public String toString() {
    return "deployment " + namespace + "/" + name;
  }

  @Override
  public void close() {
    api.close();
  }
}
