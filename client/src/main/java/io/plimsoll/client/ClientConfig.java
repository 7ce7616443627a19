package io.plimsoll.client;

import io.plimsoll.cli.HostPort;
import io.plimsoll.client.control.ControlToken;
import io.plimsoll.client.load.LoadConfig;
import io.plimsoll.client.report.ReportFiles;
import io.plimsoll.client.report.Threshold;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything that the options say.
 *
 * @param load what to drive
 * @param control where the control API and page listen; port 0 = any free port
 * @param token for what changes the load over the control API
 * @param reports files for the report, by the ends of their names
 * @param thresholds what must hold in the end
 * @param options the options that were given, for the report
 */
record ClientConfig(
    LoadConfig load,
    HostPort control,
    ControlToken token,
    List<Path> reports,
    List<Threshold> thresholds,
    List<String> options) {

  /**
   * @throws io.plimsoll.cli.CommandException if a report cannot be written
   */
  ClientConfig {
    reports = List.copyOf(reports);
    thresholds = List.copyOf(thresholds);
    options = List.copyOf(options);
    ReportFiles.check(reports);
  }
}
