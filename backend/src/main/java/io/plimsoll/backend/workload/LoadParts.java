package io.plimsoll.backend.workload;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.execute.ApiThreads;
import io.plimsoll.replay.execute.Target;
import io.plimsoll.replay.load.LoadOutcome;
import io.plimsoll.replay.load.LoadProfile;
import io.plimsoll.replay.load.LoadProgress;
import io.plimsoll.replay.load.LoadReport;
import io.plimsoll.replay.load.LoadRun;
import io.plimsoll.replay.profile.ProfileException;
import io.plimsoll.replay.profile.ProfileSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runners of one load in this process. Each runs the whole profile. */
final class LoadParts implements ProfileParts<LoadOutcome> {

  private static final Logger LOG = LoggerFactory.getLogger(LoadParts.class);

  private final LoadPlan plan;
  private final WorkloadContext context;
  private final InputStream stdin;
  private final @Nullable CommonStart start;
  private final List<Integer> runners = new ArrayList<>();
  private final List<LoadRun> runs = new ArrayList<>();
  private @Nullable ApiThreads threads;

  LoadParts(
      LoadPlan plan, WorkloadContext context, InputStream stdin, @Nullable CommonStart start) {
    this.plan = plan;
    this.context = context;
    this.stdin = stdin;
    this.start = start;
  }

  @Override
  public String noun() {
    return "load";
  }

  @Override
  public boolean isDone() {
    return false;
  }

  /**
   * {@inheritDoc}
   *
   * @throws CommandException exit code 2 if the overrides do not fit the profile
   */
  @Override
  public void prepare(
      int runner, int runnersInAll, IntFunction<PartListener<LoadOutcome>> listeners)
      throws IOException, ProfileException, InterruptedException {
    Target target = Target.of(plan.common().target());
    LoadProfile profile = profile(target);
    profile.warnings().forEach(warning -> LOG.warn("{}", warning));
    if (runnersInAll > 0) {
      runners.add(runner);
    } else {
      addAlone();
    }
    if (start != null) {
      start.sleepUntilConnecting(noun());
    }
    ApiThreads shared = new ApiThreads();
    threads = shared;
    for (int i = 0; i < runners.size(); i++) {
      LoadRun run =
          new LoadRun(
              profile,
              target,
              shared,
              plan.settings().withRunner(runners.get(i)),
              InstantSource.system(),
              new Ear(listeners.apply(i)));
      runs.add(run);
      run.connect();
    }
  }

  private LoadProfile profile(Target target) throws IOException, ProfileException {
    LoadProfile read = LoadProfile.read(ProfileSource.parse(plan.profile(), stdin));
    LoadProfile profile;
    try {
      profile = read.with(plan.overrides());
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
    Set<String> warnings = new LinkedHashSet<>(target.warnings());
    warnings.addAll(profile.warnings());
    return new LoadProfile(profile.description(), profile.specs(), List.copyOf(warnings));
  }

  private void addAlone() {
    Integer only = plan.common().runner;
    Integer asked = plan.common().runners;
    if (only != null) {
      runners.add(only);
      return;
    }
    for (int i = 0; i < (asked == null ? 1 : asked); i++) {
      runners.add(i);
    }
  }

  /** Passes on what a run tells. */
  private record Ear(PartListener<LoadOutcome> listener) implements LoadRun.Listener {

    @Override
    public void onProgress(LoadProgress told) {
      listener.onProgress(told.done(), Math.max(0, told.total()), told.failed());
    }

    @Override
    public void onEnd(LoadOutcome outcome) {
      listener.onEnd(outcome);
    }
  }

  @Override
  public int size() {
    return runs.size();
  }

  @Override
  public void start() {
    runs.forEach(LoadRun::start);
  }

  @Override
  public void cancel() {
    runs.forEach(LoadRun::cancel);
  }

  @Override
  public ReportSummary summary(
      List<LoadOutcome> outcomes, @Nullable Instant startedAt, boolean asRunner) {
    List<LoadReport> reports = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      LoadOutcome outcome = outcomes.get(i);
      reports.add(LoadReport.of(runners.get(i), context.pod(), context.node(), outcome));
      if (!outcome.failure().isEmpty()) {
        failures.add(outcome.failure());
      }
    }
    LoadReport report = reports.size() == 1 ? reports.get(0) : LoadReport.merge(reports);
    return new ReportSummary(
        noun(),
        report,
        String.join("; ", failures),
        plan.common().reports,
        plan.common().reportRoom(context.once()),
        asRunner);
  }

  @Override
  public void close() {
    runs.forEach(LoadRun::close);
    if (threads != null) {
      threads.close();
      threads = null;
    }
  }
}
