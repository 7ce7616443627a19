package io.plimsoll.backend.workload;

import io.plimsoll.replay.execute.ApiThreads;
import io.plimsoll.replay.execute.DryRun;
import io.plimsoll.replay.execute.ReplayOutcome;
import io.plimsoll.replay.execute.ReplayProgress;
import io.plimsoll.replay.execute.ReplayRun;
import io.plimsoll.replay.execute.Target;
import io.plimsoll.replay.profile.LoadedProfile;
import io.plimsoll.replay.profile.ProfileException;
import io.plimsoll.replay.profile.ProfileSource;
import io.plimsoll.replay.report.ReplayReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions of one replay in this process. */
final class ReplayParts implements ProfileParts<ReplayOutcome> {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayParts.class);

  private final ReplayPlan plan;
  private final WorkloadContext context;
  private final InputStream stdin;
  private final Appendable stdout;
  private final @Nullable CommonStart start;
  private final List<ReplayPartition> all = new ArrayList<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private @Nullable ApiThreads threads;

  ReplayParts(
      ReplayPlan plan,
      WorkloadContext context,
      InputStream stdin,
      Appendable stdout,
      @Nullable CommonStart start) {
    this.plan = plan;
    this.context = context;
    this.stdin = stdin;
    this.stdout = stdout;
    this.start = start;
  }

  @Override
  public String noun() {
    return "replay";
  }

  @Override
  public boolean isDone() {
    return plan.settings().dryRun;
  }

  @Override
  public void prepare(int runner, int runners, IntFunction<PartListener<ReplayOutcome>> listeners)
      throws IOException, ProfileException, InterruptedException {
    Target target = Target.of(plan.settings().common.target());
    if (runners > 0) {
      load(runner, runners);
    } else {
      loadAlone();
    }
    if (plan.settings().dryRun) {
      List<LoadedProfile> profiles = all.stream().map(ReplayPartition::profile).toList();
      DryRun.write(profiles, target.url(), plan.options(), stdout);
      return;
    }
    if (start != null) {
      start.sleepUntilConnecting(noun());
    }
    ApiThreads shared = new ApiThreads();
    threads = shared;
    for (int i = 0; i < all.size(); i++) {
      ReplayPartition partition = all.get(i);
      partition.connect(target, plan.options(), shared, new Ear(listeners.apply(i)));
      warnings.addAll(partition.warnings());
    }
    warnings.forEach(warning -> LOG.warn("{}", warning));
  }

  private void loadAlone() throws IOException, ProfileException {
    Integer asked = plan.settings().common.runners;
    int runners = asked == null ? 0 : asked;
    Integer only = plan.settings().common.runner;
    if (only != null) {
      load(only, runners);
    } else if (runners == 1 || isFile(plan.profile())) {
      load(0, runners);
      for (int i = 1; i < all.get(0).runners(); i++) {
        load(i, all.get(0).runners());
      }
    } else {
      loadFromCopy(runners);
    }
  }

  /** What can be read once, or may be another the next time: all partitions must be of the same. */
  private void loadFromCopy(int runners) throws IOException, ProfileException {
    try (ProfileCopy copy = ProfileCopy.in(plan.load().spoolFolder())) {
      load(copy.keeping(source(), plan.load().maxBytes()), 0, runners);
      for (int i = 1; i < all.get(0).runners(); i++) {
        load(copy.kept(), i, all.get(0).runners());
      }
    }
  }

  private void load(int runner, int runners) throws IOException, ProfileException {
    load(source(), runner, runners);
  }

  private void load(ProfileSource source, int runner, int runners)
      throws IOException, ProfileException {
    all.add(ReplayPartition.load(source, plan.load(), runner, runners));
  }

  private ProfileSource source() {
    return ProfileSource.parse(plan.profile(), stdin);
  }

  private static boolean isFile(String profile) {
    try {
      return Files.isRegularFile(Path.of(profile));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Passes on what a run tells. */
  private record Ear(PartListener<ReplayOutcome> listener) implements ReplayRun.Listener {

    @Override
    public void onProgress(ReplayProgress told) {
      listener.onProgress(told.done(), told.total(), told.failed());
    }

    @Override
    public void onEnd(ReplayOutcome outcome) {
      listener.onEnd(outcome);
    }
  }

  @Override
  public int size() {
    return all.size();
  }

  @Override
  public void start() {
    all.forEach(ReplayPartition::start);
  }

  @Override
  public void cancel() {
    all.forEach(ReplayPartition::cancel);
  }

  @Override
  public ReportSummary summary(
      List<ReplayOutcome> outcomes, @Nullable Instant startedAt, boolean asRunner) {
    List<ReplayReport> reports = new ArrayList<>();
    StringBuilder failures = new StringBuilder();
    for (int i = 0; i < outcomes.size(); i++) {
      ReplayOutcome outcome = outcomes.get(i);
      Set<String> told = new LinkedHashSet<>(warnings);
      told.addAll(outcome.warnings());
      reports.add(
          ReplayReport.of(
              all.get(i).runner(),
              context.pod(),
              context.node(),
              outcome.stats(),
              outcome.durationNanos(),
              startedAt,
              List.copyOf(told)));
      if (!outcome.failure().isEmpty()) {
        failures.append(failures.length() == 0 ? "" : "; ").append(outcome.failure());
      }
    }
    ReplayReport report = reports.size() == 1 ? reports.get(0) : ReplayReport.merge(reports);
    return new ReportSummary(
        noun(),
        report,
        failures.toString(),
        plan.settings().common.reports,
        plan.settings().common.reportRoom(context.once()),
        asRunner);
  }

  @Override
  public void close() {
    for (ReplayPartition partition : all) {
      try {
        partition.close();
      } catch (IOException e) {
        LOG.warn("cannot be closed: {}", e.toString());
      }
    }
    if (threads != null) {
      threads.close();
      threads = null;
    }
  }
}
