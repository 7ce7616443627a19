package io.plimsoll.client.profile;

import static java.util.Objects.requireNonNull;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.Text;
import io.plimsoll.replay.audit.AuditImport;
import io.plimsoll.replay.audit.AuditOptions;
import io.plimsoll.replay.audit.AuditSummary;
import io.plimsoll.replay.partition.Partition;
import io.plimsoll.replay.profile.ContentType;
import io.plimsoll.replay.profile.PatchType;
import io.plimsoll.replay.profile.ProfileSource;
import io.plimsoll.replay.profile.ReplaySpec;
import io.plimsoll.replay.profile.RequestFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code profile from-audit}: makes a profile out of a Kubernetes audit log. */
@Command(
    name = "from-audit",
    showDefaultValues = true,
    sortOptions = false,
    description = {
      "Makes a replay profile out of a Kubernetes audit log, of JSON lines or an EventList. What it"
          + " leaves out it counts by reason, on stderr.",
      "The data of Secrets and tokens are replaced unless --no-redact."
    })
final class FromAuditCommand implements Callable<ExitCode> {

  @SuppressWarnings("UnusedVariable") // Whoever runs the command finds it by its name.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "LOG",
      description = "Path, http(s):// URL, or - for standard input; may be packed with gzip.")
  private String log = "";

  @Option(
      names = {"-o", "--out"},
      paramLabel = "OUT",
      defaultValue = Output.STDOUT,
      description =
          "File whose name ends with .yaml, .yml or .json, and .gz if it is to be packed; - for"
              + " standard output.")
  private String out = Output.STDOUT;

  @Option(
      names = "--to",
      paramLabel = "FORM",
      description = "Form of OUT, whatever its name: yaml, yaml.gz, json or json.gz.")
  private @Nullable String to;

  @Option(
      names = "--runners",
      paramLabel = "N",
      defaultValue = "1",
      description = "The profile's runnerCount.")
  private int runners;

  @Option(
      names = "--conns",
      paramLabel = "N",
      defaultValue = "10",
      description = "The profile's connsPerRunner.")
  private int conns;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "100",
      description = "The profile's clientsPerRunner.")
  private int clients;

  @Option(
      names = "--filter",
      paramLabel = "WHICH",
      description = "Keep only these: verb=GET,LIST, namespace=a,b or kind=Pod.")
  private final List<String> filters = new ArrayList<>();

  @Option(
      names = "--exclude-user",
      paramLabel = "NAME",
      description = "Leave out what this user did, or what was done in its name.")
  private final List<String> users = new ArrayList<>();

  @Option(
      names = "--exclude-system",
      description = "Leave out the control plane, nodes and the service accounts of kube-system.")
  private boolean excludeSystem;

  @Option(
      names = "--exclude-impersonated",
      description = "Leave out what was done in another user's name.")
  private boolean excludeImpersonated;

  @Option(
      names = "--patch-type",
      paramLabel = "TYPE",
      description =
          "How patches are meant: json, merge or strategic-merge. Default: json for a list, else by"
              + " the API group.")
  private @Nullable String patchType;

  @Option(names = "--synthesize", description = "Make up a minimal body where the log has none.")
  private boolean synthesize;

  @Option(names = "--no-redact", description = "Keep the data of Secrets, and tokens.")
  private boolean noRedact;

  @Option(
      names = "--spool",
      paramLabel = "DIR",
      defaultValue = "${java.io.tmpdir}",
      description = "Where a long log is sorted in a temporary file.")
  private Path spool = Path.of("");

  @Override
  public ExitCode call() {
    PrintWriter err = requireNonNull(spec).commandLine().getErr();
    ProfileSource source = Sources.parse(log);
    AuditSummary summary;
    try (Output output = new Output(out, to, "from an audit log", spec());
        InputStream in = Sources.open(source, Long.MAX_VALUE, err)) {
      summary = AuditImport.run(in, options(), output::write);
      output.complete();
    } catch (IllegalArgumentException e) {
      throw Sources.usage(e);
    } catch (IOException e) {
      throw Sources.unreachable(e);
    }
    print(summary, err);
    if (summary.imported() == 0) {
      throw new CommandException(
          ExitCode.FAILED, "LOG: nothing in it that can be replayed (expected: audit events)");
    }
    return ExitCode.OK;
  }

  private ReplaySpec spec() {
    require("--runners", runners, Partition.MAX_RUNNERS);
    require("--conns", conns, ReplaySpec.MAX_CONNECTIONS);
    if (clients != 0) {
      require("--clients", clients, ReplaySpec.MAX_CLIENTS);
    }
    return new ReplaySpec(runners, conns, clients, ContentType.JSON, false);
  }

  private AuditOptions options() {
    return new AuditOptions(
        patchType == null ? null : patchType(patchType),
        !noRedact,
        Set.copyOf(users),
        excludeSystem,
        excludeImpersonated,
        RequestFilter.parse(filters),
        synthesize,
        spool,
        AuditOptions.DEFAULT_SORT_WINDOW_BYTES);
  }

  private static PatchType patchType(String text) {
    for (PatchType type : PatchType.values()) {
      if (type.text().equals(text)) {
        return type;
      }
    }
    throw CommandException.usage("--patch-type", text, "json, merge or strategic-merge");
  }

  private static void require(String option, int value, int max) {
    if (value < 1 || value > max) {
      throw CommandException.usage(option, value, "1 to " + max);
    }
  }

  private static void print(AuditSummary summary, PrintWriter err) {
    err.println(
        String.format(
            Locale.ROOT,
            "%d requests imported from %d events, over %.3f s",
            summary.imported(),
            summary.events(),
            summary.durationMillis() / 1000.0));
    if (summary.synthesized() > 0) {
      err.println(summary.synthesized() + " bodies made up");
    }
    summary
        .skipped()
        .forEach((reason, count) -> err.println(count + " left out: " + reason.text()));
    if (summary.malformed() > 0) {
      err.println(summary.malformed() + " lines are not audit events, such as:");
      summary.firstMalformed().forEach(line -> err.println("  " + Text.printable(line)));
    }
    err.flush();
  }
}
