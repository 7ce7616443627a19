package io.plimsoll.replay.profile;

import io.plimsoll.replay.partition.Partition;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Fills index and spool while a profile is read. */
final class ProfileLoader implements ProfileSink {

  /** The index takes 33 bytes for each; more than fits a usual heap is refused early. */
  private static final int MAX_REQUESTS = 10_000_000;

  private final LoadOptions options;
  private final Spool spool;
  private final RequestIndex index = new RequestIndex();
  private String description = "";
  private @Nullable ReplaySpec spec;

  /** Null while it is not known how many partitions there are. */
  private @Nullable Partition partition;

  private int requests;
  private long durationMillis;

  private ProfileLoader(LoadOptions options, Spool spool) throws ProfileException {
    this.options = options;
    this.spool = spool;
    if (options.runners() > 0) {
      partition = partition(options.runners());
    }
  }

  static LoadedProfile load(ProfileSource source, LoadOptions options)
      throws IOException, ProfileException {
    try (InputStream in = source.open(options.maxBytes())) {
      Spool spool = Spool.open(options.spoolFolder());
      boolean loaded = false;
      try {
        LoadedProfile profile = new ProfileLoader(options, spool).read(in);
        loaded = true;
        return profile;
      } finally {
        if (!loaded) {
          spool.close();
        }
      }
    }
  }

  private LoadedProfile read(InputStream in) throws IOException, ProfileException {
    ProfileReader.read(in, this).throwIfAny();
    ReplaySpec complete = spec;
    Partition kept = partition;
    if (complete == null || kept == null) {
      throw new IllegalStateException("a profile without spec was taken for good");
    }
    spool.finish();
    index.keep(kept);
    index.finish();
    return new LoadedProfile(
        index,
        spool,
        new ProfileHead(description, complete, requests, durationMillis),
        options.runners() > 0 ? options.runners() : complete.runnerCount());
  }

  @Override
  public void onDescription(String text) {
    description = text;
  }

  @Override
  public void onSpec(ReplaySpec read) throws ProfileException {
    spec = read;
    if (partition == null) {
      partition = partition(read.runnerCount());
    }
  }

  @Override
  public void onRequest(int entry, int line, ReplayRequest request)
      throws IOException, ProfileException {
    if (requests == MAX_REQUESTS) {
      throw new ProfileException(
          new Violation(line, 0, "requests", "more (expected: at most " + MAX_REQUESTS + ")"));
    }
    requests++;
    durationMillis = Math.max(durationMillis, request.timestampMillis());
    if (!options.filter().keeps(request)) {
      return;
    }
    RequestKey key = RequestKey.of(request);
    long hash = key.hash();
    if (partition == null || partition.holds(hash)) {
      long offset = spool.position();
      int length = spool.write(renamed(entry, line, request));
      index.add(request.timestampMillis(), request.verb(), key.bound(), hash, offset, length);
    }
  }

  private ReplayRequest renamed(int entry, int line, ReplayRequest request)
      throws ProfileException {
    try {
      return options.rewrite().apply(request);
    } catch (IllegalArgumentException e) {
      throw new ProfileException(
          new Violation(line, 0, "requests[" + entry + "].body", String.valueOf(e.getMessage())));
    }
  }

  /** Which requests to keep, now that the number of partitions is known. */
  private Partition partition(int runners) throws ProfileException {
    if (options.runner() == LoadOptions.ALL_RUNNERS) {
      return Partition.WHOLE;
    }
    try {
      return new Partition(options.runner(), runners);
    } catch (IllegalArgumentException e) {
      throw new ProfileException(
          new Violation(
              0,
              0,
              "--runner",
              options.runner() + " (expected: 0 to " + (runners - 1) + ", spec.runnerCount)"));
    }
  }
}
