package io.plimsoll.client.profile;

import static java.util.Objects.requireNonNull;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.Text;
import io.plimsoll.replay.partition.Distribution;
import io.plimsoll.replay.profile.LoadOptions;
import io.plimsoll.replay.profile.ProfileCheck;
import io.plimsoll.replay.profile.ProfileException;
import io.plimsoll.replay.profile.ProfileSource;
import io.plimsoll.replay.profile.Violation;
import io.plimsoll.replay.profile.Violations;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code profile check}: all that is wrong with a profile, else how it spreads over runners. */
@Command(
    name = "check",
    showDefaultValues = true,
    sortOptions = false,
    description = {
      "Lists everything that is wrong with a replay profile, with line numbers. Of a good one it"
          + " shows how its requests spread over the runners.",
      "Exit code 1: the profile is bad. 3: it cannot be read."
    })
final class CheckCommand implements Callable<ExitCode> {

  @SuppressWarnings("UnusedVariable") // Whoever runs the command finds it by its name.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PROFILE",
      description = "Path, http(s):// URL, or - for standard input; may be packed with gzip.")
  private String profile = "";

  @Option(
      names = "--runners",
      paramLabel = "N",
      description = "Spread it over so many runners, 1 to 1024. Default: as the profile says.")
  private @Nullable Integer runners;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--max-profile",
      paramLabel = "BYTES",
      defaultValue = "" + LoadOptions.DEFAULT_MAX_BYTES,
      description = "Most bytes that the profile may have, unpacked.")
  private long maxBytes;

  @Override
  public ExitCode call() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    ProfileSource source = Sources.parse(profile);
    ProfileCheck check = check(source);
    if (json) {
      out.println(json(source.name(), check));
    } else {
      print(source.name(), check, out);
    }
    out.flush();
    return check.isGood() ? ExitCode.OK : ExitCode.FAILED;
  }

  private ProfileCheck check(ProfileSource source) {
    int count = runners == null ? 0 : runners == 0 ? -1 : runners; // 0 given is not "not given".
    PrintWriter err = requireNonNull(spec).commandLine().getErr();
    try (InputStream in = Sources.open(source, maxBytes, err)) {
      return ProfileCheck.run(in, count);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--runners", requireNonNull(runners), "1 to 1024");
    } catch (ProfileException e) {
      throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw Sources.unreachable(e);
    } catch (VirtualMachineError e) {
      throw Sources.exhausted(source, e);
    }
  }

  private static void print(String name, ProfileCheck check, PrintWriter out) {
    Violations violations = check.violations();
    for (Violation violation : violations.kept()) {
      out.println(Text.printable(violation.toString()));
    }
    Distribution spread = check.distribution();
    if (spread == null) {
      long unseen = violations.count() - violations.kept().size();
      out.println(
          Text.printable(name)
              + ": "
              + violations.count()
              + (violations.count() == 1 ? " violation" : " violations")
              + (unseen > 0 ? ", the last " + unseen + " not shown" : ""));
      return;
    }
    out.println(
        String.format(
            Locale.ROOT,
            "%s: good, %d requests over %.3f s %s",
            Text.printable(name),
            check.requests(),
            check.durationMillis() / 1000.0,
            check.verbs()));
    for (int i = 0; i < spread.runners(); i++) {
      out.println(String.format(Locale.ROOT, "runner %4d: %d requests", i, spread.counts().get(i)));
    }
    out.println(
        String.format(
            Locale.ROOT,
            "average %.1f, min %d, max %d, imbalance %.3f",
            spread.average(),
            spread.min(),
            spread.max(),
            spread.imbalance()));
  }

  private static String json(String name, ProfileCheck check) {
    JsonMapper mapper = JsonMapper.shared();
    ObjectNode root = mapper.createObjectNode();
    root.put("source", name);
    root.put("good", check.isGood());
    root.put("description", check.description());
    root.put("requests", check.requests());
    root.put("durationSeconds", check.durationMillis() / 1000.0);
    ObjectNode verbs = root.putObject("verbs");
    check.verbs().forEach((verb, count) -> verbs.put(verb.name(), count));
    root.put("violationCount", check.violations().count());
    ArrayNode violations = root.putArray("violations");
    for (Violation violation : check.violations().kept()) {
      violations
          .addObject()
          .put("line", violation.line())
          .put("column", violation.column())
          .put("field", violation.field())
          .put("problem", violation.problem());
    }
    Distribution spread = check.distribution();
    if (spread != null) {
      ObjectNode distribution = root.putObject("distribution");
      ArrayNode counts = distribution.putArray("requestsPerRunner");
      spread.counts().forEach(counts::add);
      distribution
          .put("average", spread.average())
          .put("min", spread.min())
          .put("max", spread.max())
          .put("imbalance", spread.imbalance());
    }
    return root.toPrettyString();
  }
}
