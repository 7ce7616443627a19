package io.plimsoll.kfp;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Where the API is, and who asks: options of a command line, for picocli's {@code @Mixin}. What is
 * not given comes from the environment that users of Kubeflow Pipelines have: {@code API_HOST},
 * {@code API_PORT}, {@code NAMESPACE}. Times are read by the converter of the command line.
 */
public final class KfpOptions {

  private static final String DEFAULT_HOST = "localhost";
  private static final String DEFAULT_PORT = "8888";
  private static final String DEFAULT_NAMESPACE = "kubeflow";

  private static final int MOST_PORT = 65_535;

  /** With its pauses, more would keep a run waiting for minutes. */
  private static final int MOST_RETRIES = 20;

  /** Below it no server across a network answers. */
  private static final Duration LEAST_TIMEOUT = Duration.ofMillis(10);

  /** An upload of 32 MB over a slow line. */
  private static final Duration MOST_TIMEOUT = Duration.ofHours(1);

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}|\\[?[0-9A-Fa-f:.]+]?");
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)*/?");
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private final Function<String, @Nullable String> environment;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--api-host",
      paramLabel = "HOST",
      description = "Host of the Kubeflow Pipelines API (default: $API_HOST, else localhost).")
  private @Nullable String host;

  @Option(
      names = "--api-port",
      paramLabel = "PORT",
      description = "Its port (default: $API_PORT, else 8888).")
  private @Nullable String port;

  @Option(
      names = "--api-path",
      paramLabel = "PATH",
      description = "What stands before /apis behind a proxy: /pipeline (default: nothing).")
  private @Nullable String path;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description =
          "Namespace of pipelines, experiments and runs, with --multi-user (default: $NAMESPACE,"
              + " else kubeflow).")
  private @Nullable String namespace;

  @Option(names = "--multi-user", description = "The server keeps its users apart.")
  private boolean multiUser;

  @Option(
      names = "--user-header",
      paramLabel = "'NAME: VALUE'",
      description =
          "Says who asks, where no proxy does: 'kubeflow-userid: me@example.org' (default: none).")
  private @Nullable String userHeader;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A bearer token, read again for each request (default: none).")
  private @Nullable Path tokenFile;

  @Option(names = "--tls", description = "HTTPS.")
  private boolean tls;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "Certificates of the authorities to trust (PEM; default: the usual ones).")
  private @Nullable Path caFile;

  @Option(
      names = "--insecure-skip-tls-verify",
      description = "Do not check the server's certificate: anybody may read and change requests.")
  private boolean insecure;

  @Option(
      names = "--request-timeout",
      paramLabel = "TIME",
      description = "Longest wait for an answer, uploads included (default: 30s).")
  private Duration requestTimeout = Patience.DEFAULT.request();

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = "How often a request is repeated that was refused as too much (default: 4).")
  private int retries = Patience.DEFAULT.retries();

  /** With the environment of this process. */
  public KfpOptions() {
    this(System::getenv);
  }

  KfpOptions(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /**
   * Which server the options mean.
   *
   * @throws ParameterException if one is bad
   */
  public KfpServer server() {
    checkTls();
    return new KfpServer(
        base(),
        matching(
            "--namespace",
            value(namespace, "NAMESPACE", DEFAULT_NAMESPACE),
            NAMESPACE,
            "lower-case letters, digits and -, at most 63"),
        multiUser,
        user(),
        readable("--token-file", tokenFile),
        readable("--ca-file", caFile),
        insecure);
  }

  /**
   * How long to wait for answers.
   *
   * @throws ParameterException if it is bad
   */
  public Patience patience() {
    if (requestTimeout.compareTo(LEAST_TIMEOUT) < 0 || requestTimeout.compareTo(MOST_TIMEOUT) > 0) {
      throw bad("--request-timeout", requestTimeout.toMillis() / 1e3 + " s", "10ms to 1h");
    }
    if (retries < 0 || retries > MOST_RETRIES) {
      throw bad("--retries", retries, "0 to " + MOST_RETRIES);
    }
    Patience usual = Patience.DEFAULT;
    return new Patience(requestTimeout, retries, usual.firstPause(), usual.longestPause());
  }

  /** What to tell the user of these options; null = nothing. */
  public @Nullable String warning() {
    return insecure
        ? "--insecure-skip-tls-verify: the server's certificate is not checked, so anybody on the"
            + " way may read and change requests, tokens too"
        : null;
  }

  private URI base() {
    String name = value(host, "API_HOST", DEFAULT_HOST);
    matching("--api-host", name, HOST, "a host name or address; HTTPS is --tls");
    String prefix =
        matching("--api-path", path == null ? "" : path, PATH, "a path such as /pipeline");
    String before = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    String bracketed = name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
    try {
      return new URI(tls ? "https" : "http", null, bracketed, port(), before, null, null);
    } catch (URISyntaxException e) {
      throw bad("--api-host", name, "a host name or address; HTTPS is --tls");
    }
  }

  private int port() {
    String text = value(port, "API_PORT", DEFAULT_PORT);
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= MOST_PORT) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw bad("--api-port", text, "1 to " + MOST_PORT);
  }

  private KfpServer.@Nullable UserHeader user() {
    if (userHeader == null) {
      return null;
    }
    try {
      return KfpServer.UserHeader.parse(userHeader);
    } catch (IllegalArgumentException e) {
      throw error("--user-header: " + e.getMessage());
    }
  }

  private void checkTls() {
    if (caFile != null && !tls) {
      throw bad("--ca-file", caFile, "--tls with it");
    }
    if (insecure && !tls) {
      throw bad("--insecure-skip-tls-verify", "no TLS", "--tls with it");
    }
    if (insecure && caFile != null) {
      throw bad("--ca-file", caFile, "not together with --insecure-skip-tls-verify");
    }
  }

  private @Nullable Path readable(String option, @Nullable Path file) {
    if (file != null && !Files.isReadable(file)) {
      throw bad(option, file, "a file that can be read");
    }
    return file;
  }

  private String value(@Nullable String given, String variable, String absent) {
    if (given != null) {
      return given;
    }
    String set = environment.apply(variable);
    return set == null || set.isEmpty() ? absent : set;
  }

  private String matching(String option, String text, Pattern form, String expected) {
    if (!form.matcher(text).matches()) {
      throw bad(option, text, expected);
    }
    return text;
  }

  private ParameterException bad(String option, Object value, String expected) {
    return error(option + ": " + value + " (expected: " + expected + ")");
  }

  private ParameterException error(String text) {
    return new ParameterException(requireNonNull(spec).commandLine(), text);
  }
}
