package io.plimsoll.client.profile;

import static java.util.Objects.requireNonNull;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.profile.LoadOptions;
import io.plimsoll.replay.profile.LoadedProfile;
import io.plimsoll.replay.profile.ProfileException;
import io.plimsoll.replay.profile.ProfileForm;
import io.plimsoll.replay.profile.ProfileSource;
import io.plimsoll.replay.profile.RequestFilter;
import io.plimsoll.replay.profile.Rewrite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code profile convert}: writes a profile in another form. */
@Command(
    name = "convert",
    showDefaultValues = true,
    sortOptions = false,
    description = "Writes a replay profile in another form, with other names, or only some of it.")
final class ConvertCommand implements Callable<ExitCode> {

  @SuppressWarnings("UnusedVariable") // Whoever runs the command finds it by its name.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "IN",
      description = "Path, http(s):// URL, or - for standard input; may be packed with gzip.")
  private String in = "";

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description =
          "File whose name ends with .yaml, .yml or .json, and .gz if it is to be packed; - for"
              + " standard output.")
  private String out = "";

  @Option(
      names = "--to",
      paramLabel = "FORM",
      description = "Form of OUT, whatever its name: yaml, yaml.gz, json or json.gz.")
  private @Nullable String to;

  @Option(
      names = "--filter",
      paramLabel = "WHICH",
      description = "Keep only these: verb=GET,LIST, namespace=a,b or kind=Pod.")
  private final List<String> filters = new ArrayList<>();

  @Option(
      names = "--rewrite-namespace",
      paramLabel = "OLD=NEW",
      description = "Give a namespace another name.")
  private final List<String> namespaces = new ArrayList<>();

  @Option(
      names = "--name-suffix",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Add this to the names of objects.")
  private String nameSuffix = "";

  @Option(
      names = "--spool",
      paramLabel = "DIR",
      defaultValue = "${java.io.tmpdir}",
      description = "Where requests wait in a temporary file.")
  private Path spool = Path.of("");

  @Option(
      names = "--max-profile",
      paramLabel = "BYTES",
      defaultValue = "" + LoadOptions.DEFAULT_MAX_BYTES,
      description = "Most bytes that the profile may have, unpacked.")
  private long maxBytes;

  @Override
  public ExitCode call() {
    ProfileSource source = Sources.parse(in);
    LoadOptions options;
    ProfileForm form;
    try {
      form = Output.form(out, to);
      options =
          LoadOptions.DEFAULTS
              .withSpoolFolder(spool)
              .withMaxBytes(maxBytes)
              .withFilter(RequestFilter.parse(filters))
              .withRewrite(Rewrite.parse(namespaces, nameSuffix));
    } catch (IllegalArgumentException e) {
      throw Sources.usage(e);
    }
    try (LoadedProfile profile = LoadedProfile.load(source, options)) {
      if (profile.size() == 0) {
        throw new CommandException(
            ExitCode.FAILED, "--filter: keeps none of " + profile.profileSize() + " requests");
      }
      write(profile, form);
    } catch (ProfileException e) {
      throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw Sources.unreachable(e);
    } catch (VirtualMachineError e) {
      throw Sources.exhausted(source, e);
    }
    return ExitCode.OK;
  }

  private void write(LoadedProfile profile, ProfileForm form) throws IOException {
    try (Output output = new Output(out, form.text(), profile.description(), profile.spec())) {
      for (int i = 0; i < profile.size(); i++) {
        output.write(profile.read(i));
      }
      output.complete();
    }
    requireNonNull(spec).commandLine().getErr().println(profile.size() + " requests written");
  }
}
