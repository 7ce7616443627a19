package io.plimsoll.replay.execute;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API server and how to reach it: a configuration of the Kubernetes client library, which does
 * the authentication and the TLS. May be used by several {@link ApiClient}s, on any thread.
 */
public final class Target {

  /** The file that every pod has which may talk to the API server. */
  private static final Path SERVICE_ACCOUNT = Path.of(Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH);

  private final Config config;
  private final URI url;
  private final List<String> warnings = new ArrayList<>();

  private Target(Config config, URI url) {
    this.config = config;
    this.url = url;
  }

  /**
   * Finds the server.
   *
   * @throws IllegalArgumentException if an option is not usable, with its name
   * @throws IOException if a file cannot be read, with its name
   */
  public static Target of(TargetOptions options) throws IOException {
    Config config = options.server() == null ? fromKubeconfig(options) : fromServer(options);
    if (options.insecure()) {
      config.setTrustCerts(true);
      config.setDisableHostnameVerification(true);
    }
    // The default of 10 would repeat requests in silence.
    config.setRequestRetryBackoffLimit(0);
    config.setUserAgent("plimsoll-replay");
    Target target = new Target(config, url(config.getMasterUrl()));
    if (target.isTls() && config.isTrustCerts()) {
      target.warnings.add(
          "the server's certificate is not checked: anyone between here and "
              + target.url()
              + " can read and change everything");
    }
    if (!target.isTls() && (options.token() != null || options.tokenFile() != null)) {
      target.warnings.add("the token is sent without encryption to " + target.url());
    }
    return target;
  }

  private static Config fromServer(TargetOptions options) throws IOException {
    // Checked first: to a text without http:// the library would try to connect, to see what it is.
    URI server = url(String.valueOf(options.server()));
    Config config = Config.empty();
    config.setMasterUrl(server.toString());
    config.setOauthToken(options.token());
    Path tokenFile = options.tokenFile();
    if (tokenFile != null) {
      readToken(tokenFile);
      config.setOauthTokenProvider(() -> currentToken(tokenFile));
    }
    Path caFile = options.caFile();
    if (caFile != null) {
      if (!Files.isReadable(caFile)) {
        throw new IOException("--ca-file: " + caFile + " (expected: a file that can be read)");
      }
      config.setCaCertFile(caFile.toString());
    }
    return config;
  }

  private static Config fromKubeconfig(TargetOptions options) throws IOException {
    Path kubeconfig = options.kubeconfig();
    Config config;
    if (kubeconfig == null) {
      config = Config.autoConfigure(options.context());
      if (config.getCurrentContext() == null && !Files.exists(SERVICE_ACCOUNT)) {
        throw new IllegalArgumentException(
            "API server: none given (expected: a kubeconfig, a service account, or --server where"
                + " there is such an option)");
      }
    } else {
      if (!Files.isReadable(kubeconfig)) {
        throw new IOException("--kubeconfig: " + kubeconfig + " (expected: a file to read)");
      }
      try {
        config = Config.fromKubeconfig(options.context(), kubeconfig.toFile());
      } catch (KubernetesClientException | IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "--kubeconfig: " + kubeconfig + " (expected: a kubeconfig)", e);
      }
    }
    String context = options.context();
    if (context != null && !context.equals(currentContext(config))) {
      throw new IllegalArgumentException(
          "--context: " + context + " (expected: one of " + contexts(config) + ")");
    }
    return config;
  }

  private static @Nullable String currentContext(Config config) {
    return config.getCurrentContext() == null ? null : config.getCurrentContext().getName();
  }

  private static String contexts(Config config) {
    return config.getContexts() == null
        ? "none"
        : String.join(", ", config.getContexts().stream().map(c -> c.getName()).toList());
  }

  private static String readToken(Path file) throws IOException {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IOException("--token-file: " + file + " (expected: a file that can be read)", e);
    }
  }

  private static @Nullable String currentToken(Path file) {
    try {
      return readToken(file);
    } catch (IOException e) {
      // It was there at the start. The server's answers will tell.
      return null;
    }
  }

  private static URI url(String text) {
    try {
      URI url = new URI(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null && url.getQuery() == null && url.getFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "--server: " + text + " (expected: http:// or https:// with a host)");
  }

  /** The URL of the server, which may have a path, without a slash at its end. */
  public String url() {
    String text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** What a user should know about this target. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * The configuration, for other parts of the client library; requests are not repeated unless it
   * is changed.
   */
  public Config config() {
    return config;
  }

  String host() {
    String host = url.getHost();
    // A URI keeps the brackets of an IPv6 address.
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  int port() {
    return url.getPort() >= 0 ? url.getPort() : isTls() ? 443 : 80;
  }

  boolean isTls() {
    return "https".equals(url.getScheme());
  }
}
