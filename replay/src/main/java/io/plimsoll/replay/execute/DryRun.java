package io.plimsoll.replay.execute;

import io.plimsoll.replay.profile.LoadedProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/** What a replay would send, as text. */
public final class DryRun {

  private static final double NANOS_PER_SECOND = 1e9;

  private DryRun() {}

  /**
   * Writes a line for each request, in the order of their times: when it is due in seconds, method
   * and URL, and of a body the content type and length.
   *
   * @param partitions of one profile
   * @param server URL of the server
   * @throws IOException if the profile cannot be read back or the text not be written
   */
  public static void write(
      List<LoadedProfile> partitions, String server, ReplayOptions options, Appendable to)
      throws IOException {
    PriorityQueue<Cursor> byTime =
        new PriorityQueue<>(
            Comparator.comparingLong(Cursor::dueNanos).thenComparingInt(Cursor::partition));
    for (int i = 0; i < partitions.size(); i++) {
      Cursor first = new Cursor(partitions.get(i), i, server, options);
      if (first.isInside()) {
        byTime.add(first);
      }
    }
    for (Cursor next = byTime.poll(); next != null; next = byTime.poll()) {
      next.write(to);
      if (next.isInside()) {
        byTime.add(next);
      }
    }
  }

  /** The next request of one partition. */
  private static final class Cursor {

    private final LoadedProfile profile;
    private final int partition;
    private final Timeline timeline;
    private final RequestBuilder builder;
    private int index;

    Cursor(LoadedProfile profile, int partition, String server, ReplayOptions options) {
      this.profile = profile;
      this.partition = partition;
      timeline = new Timeline(profile, options.speed());
      builder =
          new RequestBuilder(server, profile.spec().contentType().accept(), options.maskGets());
    }

    boolean isInside() {
      return index < profile.size();
    }

    long dueNanos() {
      return timeline.dueNanos(index);
    }

    int partition() {
      return partition;
    }

    void write(Appendable to) throws IOException {
      ApiRequest request = builder.build(profile.read(index));
      String body = request.body();
      to.append(
          String.format(
              Locale.ROOT,
              "%.3f %s %s%s%n",
              dueNanos() / NANOS_PER_SECOND,
              request.method(),
              request.url(),
              body == null ? "" : " (" + request.contentType() + ", " + bytes(body) + " bytes)"));
      index++;
    }

    private static int bytes(String body) {
      return body.getBytes(StandardCharsets.UTF_8).length;
    }
  }
}
