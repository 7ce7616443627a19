package io.plimsoll.replay.audit;

import io.plimsoll.replay.audit.EventSorter.Entry;
import io.plimsoll.replay.profile.ReplayRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes the requests of a replay profile out of a Kubernetes audit log ({@code audit.k8s.io/v1}): a
 * JSON event in each line, or an {@code EventList}. Of the events of one request, that of its
 * complete response counts; a watch that has none counts when its response started.
 *
 * <p>Memory is the sort window and one event, whatever the size of the log.
 */
public final class AuditImport {

  /** As in a profile: a year. */
  private static final long MAX_MICROS = 366L * 24 * 60 * 60 * 1_000_000;

  /** Takes the requests, sorted, with their times from the first on. */
  @FunctionalInterface
  public interface Sink {
    void onRequest(ReplayRequest request) throws IOException;
  }

  private final Rebuilder rebuilder;
  private final EventSorter sorter;
  private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
  private long unnamed;
  private long imported;
  private long synthesized;
  private long firstMicros = AuditEvent.NO_TIME;
  private long lastMillis;
  private String lastId = "";

  private AuditImport(AuditOptions options, EventSorter sorter) {
    this.rebuilder = new Rebuilder(options);
    this.sorter = sorter;
  }

  /**
   * Reads a log to its end, then passes its requests on.
   *
   * @param in not packed; not closed
   * @throws IOException if the log cannot be read, or what is sorted not be written
   */
  public static AuditSummary run(InputStream in, AuditOptions options, Sink sink)
      throws IOException {
    try (EventSorter sorter = new EventSorter(options.sortFolder(), options.sortWindowBytes())) {
      return new AuditImport(options, sorter).run(in, sink);
    }
  }

  private AuditSummary run(InputStream in, Sink sink) throws IOException {
    EventSource source = new EventSource(this::onEvent);
    source.read(in);
    sorter.drain(entry -> pass(entry, sink));
    return new AuditSummary(
        source.events(),
        imported,
        lastMillis,
        mostFrequentFirst(skipped),
        synthesized,
        source.malformed(),
        source.firstMalformed());
  }

  private void onEvent(AuditEvent event) throws IOException {
    boolean complete = event.stage().equals("ResponseComplete");
    boolean started = event.stage().equals("ResponseStarted") && event.verb().equals("watch");
    if (!complete && !started) {
      return;
    }
    Rebuilt rebuilt = rebuilder.rebuild(event);
    if (rebuilt instanceof Rebuilt.Request request) {
      // Events without an id are all different.
      String id = event.auditId().isEmpty() ? " " + unnamed++ : event.auditId();
      sorter.add(event.receivedMicros(), id, complete, request.synthesized(), request.request());
    } else if (rebuilt instanceof Rebuilt.Skipped skip && complete) {
      skip(skip.reason());
    }
  }

  /** Events of one request come one after the other, since they were received at one time. */
  private void pass(Entry entry, Sink sink) throws IOException {
    if (entry.auditId().equals(lastId)) {
      if (entry.complete()) {
        skip(SkipReason.SAME_ID);
      }
      return;
    }
    lastId = entry.auditId();
    if (firstMicros == AuditEvent.NO_TIME) {
      firstMicros = entry.micros();
    }
    long micros = entry.micros() - firstMicros;
    if (micros > MAX_MICROS || micros < 0) {
      skip(SkipReason.TOO_LATE);
      return;
    }
    lastMillis = micros / 1000;
    imported++;
    synthesized += entry.synthesized() ? 1 : 0;
    sink.onRequest(at(lastMillis, entry.request()));
  }

  private void skip(SkipReason reason) {
    skipped.merge(reason, 1L, Long::sum);
  }

  private static ReplayRequest at(long millis, ReplayRequest r) {
    return new ReplayRequest(
        millis,
        r.verb(),
        r.namespace(),
        r.resourceKind(),
        r.name(),
        r.apiPath(),
        r.body(),
        r.patchType(),
        r.expect(),
        r.labelSelector());
  }

  private static Map<SkipReason, Long> mostFrequentFirst(Map<SkipReason, Long> counts) {
    Map<SkipReason, Long> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<SkipReason, Long>comparingByValue(Comparator.reverseOrder()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }
}
