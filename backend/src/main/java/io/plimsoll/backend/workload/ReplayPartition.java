package io.plimsoll.backend.workload;

import io.plimsoll.replay.execute.ApiClient;
import io.plimsoll.replay.execute.ApiThreads;
import io.plimsoll.replay.execute.Rehearsal;
import io.plimsoll.replay.execute.ReplayOptions;
import io.plimsoll.replay.execute.ReplayRun;
import io.plimsoll.replay.execute.Target;
import io.plimsoll.replay.execute.Warnings;
import io.plimsoll.replay.profile.LoadOptions;
import io.plimsoll.replay.profile.LoadedProfile;
import io.plimsoll.replay.profile.ProfileException;
import io.plimsoll.replay.profile.ProfileSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One partition of a profile with connections of its own. Loading and connecting block. */
final class ReplayPartition implements AutoCloseable {

  private final LoadedProfile profile;
  private final int runner;
  private final List<String> warnings = new ArrayList<>();
  private @Nullable ApiClient client;
  private @Nullable ReplayRun run;

  private ReplayPartition(LoadedProfile profile, int runner) {
    this.profile = profile;
    this.runner = runner;
  }

  /**
   * Reads the profile and keeps the partition.
   *
   * @param runners 0 = as many as the profile says
   */
  static ReplayPartition load(ProfileSource source, LoadOptions options, int runner, int runners)
      throws IOException, ProfileException {
    LoadedProfile profile = LoadedProfile.load(source, options.withPartition(runner, runners));
    return new ReplayPartition(profile, runner);
  }

  /** Opens the connections. */
  void connect(
      Target target, ReplayOptions options, ApiThreads threads, ReplayRun.Listener listener)
      throws IOException, InterruptedException {
    Rehearsal.once(profile, options);
    ApiClient connecting =
        new ApiClient(
            target, profile.spec().connsPerRunner(), profile.spec().disableHttp2(), threads);
    client = connecting;
    connecting.connect();
    run = new ReplayRun(profile, connecting, options, listener);
    double rate =
        Warnings.ratePerSecond(
            profile.profileSize(), profile.durationMillis(), options.speed(), runners());
    warnings.addAll(target.warnings());
    warnings.addAll(Warnings.of(profile.spec(), runners(), rate));
    warnings.addAll(run.warnings());
  }

  /** Which partition, from 0. */
  int runner() {
    return runner;
  }

  /** Of how many. */
  int runners() {
    return profile.runners();
  }

  /** What should be known before the start. */
  List<String> warnings() {
    return warnings;
  }

  /** Starts to send. Does not block; must be connected. */
  void start() {
    if (run == null) {
      throw new IllegalStateException("not connected");
    }
    run.start();
  }

  /** Ends what has been started. Does not block. */
  void cancel() {
    if (run != null) {
      run.cancel();
    }
  }

  /** What would be sent. */
  LoadedProfile profile() {
    return profile;
  }

  /** Closes the connections and gives the spool file back. */
  @Override
  public void close() throws IOException {
    if (client != null) {
      client.close();
    }
    profile.close();
  }
}
