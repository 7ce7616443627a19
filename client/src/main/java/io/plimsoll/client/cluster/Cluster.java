package io.plimsoll.client.cluster;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.model.jackson.Jackson2JdkTypesModule;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.execute.Target;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A namespace of a cluster, through the typed client of the Kubernetes client library: who is
 * asking, TLS, proxies and repetition are the library's. Any thread, several at the same time.
 *
 * <p>For single requests. A watch would be cut off by the limits on answers; nobody needs one so
 * far.
 */
public final class Cluster implements AutoCloseable {

  /** A list of 500 pods with all that controllers write into them has ten megabytes. */
  private static final long MAX_ANSWER_BYTES = 64L << 20;

  /** Until an answer begins, which takes milliseconds, or seconds for a list of thousands. */
  private static final Duration TO_HEAD = Duration.ofSeconds(10);

  /** For a list of ten megabytes over a slow line. */
  private static final Duration TO_END = Duration.ofSeconds(30);

  /** Of what a busy server or a connection that was closed answers; after 0.1, 0.2 and 0.4 s. */
  private static final int REPETITIONS = 3;

  /** RFC 1123, as the API server checks it: it becomes part of a path. */
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private final KubernetesClient client;
  private final String url;
  private final String namespace;
  private volatile boolean closed;

  /**
   * Contacts nobody yet.
   *
   * @param target whose configuration is this one's from now on
   * @throws CommandException exit code 2 if the configuration cannot be used, or the namespace
   *     cannot be one
   */
  public Cluster(Target target, String namespace) {
    this(target, namespace, new AnswerLimits(MAX_ANSWER_BYTES, TO_HEAD, TO_END));
  }

  /** The same for tests. */
  Cluster(Target target, String namespace, AnswerLimits limits) {
    if (!NAMESPACE.matcher(namespace).matches()) {
      throw CommandException.usage(
          "--namespace", namespace, "1 to 63 lower case letters, digits and -");
    }
    this.url = target.url();
    this.namespace = namespace;
    Config config = target.config();
    config.setNamespace(namespace);
    config.setUserAgent("plimsoll-client");
    config.setRequestTimeout((int) limits.toHead().toMillis());
    config.setRequestRetryBackoffLimit(REPETITIONS);
    // A handful of requests need no streams, and in clear text an upgrade would be tried.
    config.setHttp2Disable(true);
    try {
      client =
          new KubernetesClientBuilder()
              .withConfig(config)
              // Named, since more than one may be found by name.
              .withHttpClientFactory(new JdkHttpClientFactory())
              .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("LIMITS", limits))
              .withKubernetesSerialization(serialization())
              .build();
    } catch (KubernetesClientException e) {
      throw new CommandException(ExitCode.USAGE, "API server: " + url + ": " + Refusal.why(e), e);
    }
  }

  /**
   * As the library has it by default, but for the search of the class path for kinds: it would load
   * every model that there is, and all that is asked for here is of a known kind.
   */
  private static KubernetesSerialization serialization() {
    JsonMapper mapper =
        JsonMapper.builderWithJackson2Defaults().addModule(new Jackson2JdkTypesModule()).build();
    KubernetesSerialization serialization = new KubernetesSerialization(mapper, false);
    // What a deletion answers, if it is not the object.
    serialization.registerKubernetesResource(Status.class);
    return serialization;
  }

  /** The server, without a slash at the end. */
  public String url() {
    return url;
  }

  /** The namespace that the client asks about, if it is told no other. */
  public String namespace() {
    return namespace;
  }

  /**
   * Asks for something, and waits for the answer. What a busy server refuses is asked for again,
   * and what got lost too: to create something may be answered with a conflict although it was
   * created.
   *
   * @param what is not done if it fails, for the error: {@code deployment lab/workers: cannot read
   *     the scale}
   * @param rights that it takes, for the error: {@code the verb get on deployments/scale of apps}
   * @param request of one thing; its {@link KubernetesClientException} is made an error unless it
   *     handles it itself, and so is null, which {@code get()} returns for what is not there
   * @throws CommandException exit code 3 if there is no answer, or none but an error
   * @throws CancellationException if this thread is interrupted, which it still is then, or this is
   *     closed
   */
  public <T> T ask(String what, String rights, Function<KubernetesClient, @Nullable T> request) {
    try {
      T answer = request.apply(client);
      if (answer == null) {
        throw new IllegalArgumentException("it is empty");
      }
      return answer;
    } catch (KubernetesClientException | IllegalArgumentException | IllegalStateException e) {
      if (Refusal.isInterruption(e)) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted");
      }
      if (closed) {
        throw new CancellationException("closed");
      }
      throw Refusal.of(what, rights, namespace, url, e);
    }
  }

  /**
   * The end of a container's log, as it was written. Asks for just that: the library's own way
   * lists and watches pods first.
   *
   * @param what as in {@link #ask}
   * @throws CommandException exit code 3 if there is none, or it may not be read
   * @throws CancellationException as in {@link #ask}
   */
  public String log(String what, PodLog log) {
    String path = log.path(namespace);
    return ask(what, "the verb get on pods/log", client -> client.raw(url + path, "GET", null));
  }

  /**
   * Whether asking again would not help, after a failure of {@link #ask}: the server has an answer,
   * and it is no.
   */
  public static boolean isFinal(CommandException failure) {
    return Refusal.isFinal(failure);
  }

  /** Ends what is under way, for anybody. */
  @Override
  public void close() {
    closed = true;
    client.close();
  }
}
