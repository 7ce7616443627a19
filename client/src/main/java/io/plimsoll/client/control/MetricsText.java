package io.plimsoll.client.control;

import io.plimsoll.client.load.Counts;
import io.plimsoll.client.load.Counts.Count;
import io.plimsoll.client.load.LoadState;
import io.plimsoll.client.load.NodePeriod;
import io.plimsoll.client.load.Period;
import io.plimsoll.client.load.Snapshot;
import io.plimsoll.client.load.Timing;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * The statistics in Prometheus' text format. Counters run from the start of the program; what is
 * said to be of the period begins anew with every reset.
 */
final class MetricsText {

  private static final String PREFIX = "plimsoll_client_";

  private final List<MetricFamilySamples> families = new ArrayList<>();

  private MetricsText() {}

  static String of(Snapshot snapshot) {
    MetricsText text = new MetricsText();
    text.load(snapshot.load());
    text.period(snapshot.period());
    StringWriter out = new StringWriter();
    try {
      TextFormat.write004(out, Collections.enumeration(text.families));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private void load(LoadState load) {
    counter("requests_started", "Requests started.", load.startedTotal());
    List<Sample> results = new ArrayList<>();
    String name = PREFIX + "requests_finished";
    results.add(sample(name + "_total", "result", "success", load.succeededTotal()));
    results.add(sample(name + "_total", "result", "failure", load.failedTotal()));
    families.add(
        new MetricFamilySamples(name, Collector.Type.COUNTER, "Requests finished.", results));
    gauge("outstanding", "Requests that wait for their reply.", load.outstanding());
    gauge("parallelism", "Wanted requests in parallel.", load.parallelism());
    gauge("parallelism_limit", "Most that parallelism may be set to.", load.maxParallelism());
    gauge(
        "rate",
        "Starts per second of the open model, 0 in the closed model.",
        load.ratePerSecond());
    gauge("warming_up", "Whether the warm-up is not over yet.", load.warmingUp() ? 1 : 0);
    gauge("connected", "Whether the frontend is connected.", load.connected() ? 1 : 0);
    String refused = PREFIX + "refused_http_requests";
    List<Sample> statuses = new ArrayList<>();
    load.refusedHttpRequests()
        .forEach(
            (status, count) ->
                statuses.add(sample(refused + "_total", "status", status.toString(), count)));
    families.add(
        new MetricFamilySamples(
            refused, Collector.Type.COUNTER, "Refused requests to the control port.", statuses));
  }

  private void period(Period period) {
    gauge("period_seconds", "Length of the period.", period.seconds());
    gauge(
        "period_requests_per_second",
        "Succeeded requests per second over the period.",
        period.requestsPerSecond());
    gauge(
        "recent_requests_per_second",
        "Succeeded requests per second over the last ten seconds.",
        period.requestsPerSecondLast10s());
    summary("wait_seconds", "Time in the queue, over the period.", period.waitSeconds());
    summary("run_seconds", "Run time, over the period.", period.runSeconds());
    summary("overhead_seconds", "Total less wait and run.", period.overheadSeconds());
    summary("response_seconds", "Total time, over the period.", period.totalSeconds());
    summary("lag_seconds", "How late requests were sent, over the period.", period.lagSeconds());
    errors(period.errors());
    byNode("node_replies", "Replies of a node in the period.", period, NodePeriod::replies);
    byNode("node_failures", "Failures of a node in the period.", period, NodePeriod::failures);
    byNode(
        "node_run_p50_seconds",
        "Median run time of a node in the period.",
        period,
        node -> node.runSeconds().p50());
    byNodeAnd("device", period, NodePeriod::devices);
    byNodeAnd("pod", period, NodePeriod::pods);
  }

  private void errors(Counts errors) {
    String name = PREFIX + "errors";
    List<Sample> samples = new ArrayList<>();
    for (Count error : errors.top()) {
      samples.add(sample(name, "error", error.name(), error.count()));
    }
    if (errors.other() > 0) {
      samples.add(sample(name, "error", "(other)", errors.other()));
    }
    families.add(
        new MetricFamilySamples(
            name, Collector.Type.GAUGE, "Failures in the period, by error.", samples));
  }

  private void byNode(String name, String help, Period period, Function<NodePeriod, Number> value) {
    List<Sample> samples = new ArrayList<>();
    for (NodePeriod node : period.nodes()) {
      samples.add(sample(PREFIX + name, "node", node.node(), value.apply(node)));
    }
    families.add(new MetricFamilySamples(PREFIX + name, Collector.Type.GAUGE, help, samples));
  }

  private void byNodeAnd(String label, Period period, Function<NodePeriod, Counts> which) {
    String name = PREFIX + "node_" + label + "_replies";
    List<Sample> samples = new ArrayList<>();
    for (NodePeriod node : period.nodes()) {
      for (Count count : which.apply(node).top()) {
        samples.add(
            new Sample(
                name,
                List.of("node", label),
                List.of(node.node(), count.name()),
                (double) count.count()));
      }
    }
    String help = "Replies of a node in the period, by " + label + ".";
    families.add(new MetricFamilySamples(name, Collector.Type.GAUGE, help, samples));
  }

  private void summary(String name, String help, Timing timing) {
    String full = PREFIX + name;
    families.add(
        new MetricFamilySamples(
            full,
            Collector.Type.SUMMARY,
            help,
            List.of(
                sample(full, "quantile", "0.5", timing.p50()),
                sample(full, "quantile", "0.9", timing.p90()),
                sample(full, "quantile", "0.95", timing.p95()),
                sample(full, "quantile", "0.99", timing.p99()),
                sample(full, "quantile", "0.999", timing.p999()),
                sample(full, "quantile", "1", timing.max()),
                plain(full + "_count", timing.count()),
                plain(full + "_sum", timing.mean() * timing.count()))));
  }

  private void counter(String name, String help, Number value) {
    families.add(
        new MetricFamilySamples(
            PREFIX + name,
            Collector.Type.COUNTER,
            help,
            List.of(plain(PREFIX + name + "_total", value))));
  }

  private void gauge(String name, String help, Number value) {
    families.add(
        new MetricFamilySamples(
            PREFIX + name, Collector.Type.GAUGE, help, List.of(plain(PREFIX + name, value))));
  }

  private static Sample plain(String name, Number value) {
    return new Sample(name, List.of(), List.of(), value.doubleValue());
  }

  private static Sample sample(String name, String label, String labelValue, Number value) {
    return new Sample(name, List.of(label), List.of(labelValue), value.doubleValue());
  }
}
