package io.plimsoll.replay.profile;

import java.io.IOException;

/**
 * A profile, or one partition of it, ready to be replayed: what decides when a request starts is in
 * memory, everything else in a spool file. Requests are numbered from 0 in the order of the
 * profile, which is that of their timestamps.
 */
public final class LoadedProfile implements AutoCloseable {

  private final RequestIndex index;
  private final Spool spool;
  private final ProfileHead head;
  private final int runners;

  LoadedProfile(RequestIndex index, Spool spool, ProfileHead head, int runners) {
    this.index = index;
    this.spool = spool;
    this.head = head;
    this.runners = runners;
  }

  /**
   * Reads a profile to its end.
   *
   * @throws ProfileException if the profile is bad
   * @throws IOException if the source cannot be read or the spool file not be written; the message
   *     names which
   */
  public static LoadedProfile load(ProfileSource source, LoadOptions options)
      throws IOException, ProfileException {
    return ProfileLoader.load(source, options);
  }

  /** What the profile says about itself; may be empty. */
  public String description() {
    return head.description();
  }

  /** How the profile is to be run, as it says. */
  public ReplaySpec spec() {
    return head.spec();
  }

  /** Into how many partitions the profile was split: as asked for, else as its spec says. */
  public int runners() {
    return runners;
  }

  /** Requests of this partition that passed the filter. */
  public int size() {
    return index.size();
  }

  /** Requests of the whole profile. */
  public int profileSize() {
    return head.requests();
  }

  /** The last timestamp of the whole profile, also if it belongs to another partition. */
  public long durationMillis() {
    return head.durationMillis();
  }

  /** When a request is due, milliseconds from the start. */
  public long timestampMillis(int request) {
    return index.timestampMillis(request);
  }

  public Verb verb(int request) {
    return index.verb(request);
  }

  /** The object that a request binds to: 0 to {@code objects() - 1}, or -1 for none. */
  public int object(int request) {
    return index.object(request);
  }

  /** How many objects there are that requests bind to. */
  public int objects() {
    return index.objects();
  }

  /** Reads a request back from the spool file; quick, but it may wait for the disk. */
  public ReplayRequest read(int request) throws IOException {
    return spool.read(index.offset(request), index.length(request));
  }

  /** Gives the spool file's space back. */
  @Override
  public void close() throws IOException {
    spool.close();
  }
}
