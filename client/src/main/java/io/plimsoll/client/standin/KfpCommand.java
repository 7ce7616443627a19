package io.plimsoll.client.standin;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.standin.StandInConfig;
import io.plimsoll.standin.StandInConfig.Api;
import io.plimsoll.standin.fault.Share;
import io.plimsoll.standin.fault.Spread;
import io.plimsoll.standin.kfp.KfpSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the stand-in API of Kubeflow Pipelines. */
@Command(
    name = "kfp",
    showDefaultValues = true,
    sortOptions = false,
    description = {
      "Stands in for the API of Kubeflow Pipelines until it is interrupted: keeps pipelines,"
          + " experiments and runs in memory. Nothing runs: runs end when their time is over.",
      "Faults may be for some requests only: --latency 'LIST /apis/v2beta1/runs 1s'. They can be"
          + " changed while it runs: PUT /standin/faults. What it has counted: GET /standin/stats."
    })
final class KfpCommand implements Callable<ExitCode> {

  @SuppressWarnings("UnusedVariable") // Whoever runs the command finds it by its name.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Mixin private final ServerOptions server = new ServerOptions();

  @Option(
      names = "--pending",
      paramLabel = "TIME",
      defaultValue = "1s",
      description = "How long a run waits before it starts: 1s, 0-5s (anything between), exp:1s.")
  private String pending = "";

  @Option(
      names = "--run-time",
      paramLabel = "TIME",
      defaultValue = "5s",
      description = "How long it runs then: 5s, 1-10s (anything between), exp:5s (mean).")
  private String runTime = "";

  @Option(
      names = "--fail",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "Share of runs that fail: 5%%.")
  private String fail = "";

  @Option(
      names = "--multi-user",
      description =
          "Keep users apart: requests need the header kubeflow-userid, lists a namespace, runs an"
              + " experiment.")
  private boolean multiUser;

  /**
   * The options as values.
   *
   * @throws CommandException if one is bad
   */
  StandInConfig config() {
    return server.config(
        new Api.Kfp(
            new KfpSettings(
                multiUser,
                ServerOptions.read("--pending", pending, text -> Spread.parse("time", text)),
                ServerOptions.read("--run-time", runTime, text -> Spread.parse("time", text)),
                ServerOptions.read("--fail", fail, Share::parse))));
  }

  @Override
  public ExitCode call() throws InterruptedException {
    return server.serve(config(), "stand-in Kubeflow Pipelines", started -> {});
  }
}
