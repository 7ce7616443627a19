package io.plimsoll.frontend.metrics;

import io.plimsoll.frontend.queue.QueueSnapshot;
import io.plimsoll.frontend.queue.Rejection;
import io.plimsoll.frontend.queue.TimeHistogram;
import io.plimsoll.frontend.queue.WorkerInfo;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The figures of {@code /queues} and {@code /workers}. */
final class StatusJson {

  private static final double NANOS = 1e9;

  private static final JsonFactory FACTORY = new JsonFactory();

  private StatusJson() {}

  /** {@code {"queues":{"sleep":{"waiting":7,…}}}}: every queue under its name. */
  static String queues(List<QueueSnapshot> queues) {
    return object(
        json -> {
          json.writeObjectPropertyStart("queues");
          for (QueueSnapshot queue : queues) {
            json.writeObjectPropertyStart(queue.name());
            queue(json, queue);
            json.writeEndObject();
          }
          json.writeEndObject();
        });
  }

  /** {@code {"workers":[{"queue":"sleep","state":"parked",…}]}}. */
  static String workers(List<WorkerInfo> workers) {
    return object(
        json -> {
          json.writeArrayPropertyStart("workers");
          for (WorkerInfo worker : workers) {
            json.writeStartObject();
            json.writeStringProperty("queue", worker.queue());
            json.writeStringProperty("state", worker.running() ? "running" : "parked");
            json.writeNumberProperty("seconds", worker.sinceNanos() / NANOS);
            json.writeStringProperty("node", worker.node());
            json.writeStringProperty("pod", worker.pod());
            json.writeStringProperty("address", worker.address());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static String object(Consumer<JsonGenerator> content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      content.accept(json);
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }

  private static void queue(JsonGenerator json, QueueSnapshot queue) {
    QueueSnapshot.Counts counts = queue.counts();
    json.writeNumberProperty("all", queue.waiting() + queue.running());
    json.writeNumberProperty("waiting", queue.waiting());
    json.writeNumberProperty("running", queue.running());
    json.writeNumberProperty("abandoned", queue.abandoned());
    json.writeNumberProperty("workersWaiting", queue.workersWaiting());
    json.writeNumberProperty("accepted", counts.accepted());
    json.writeNumberProperty("success", counts.success());
    json.writeNumberProperty("failure", counts.failure());
    json.writeNumberProperty("disconnect", counts.disconnect());
    json.writeObjectPropertyStart("rejected");
    for (Rejection reason : Rejection.values()) {
      Long count = counts.rejected().get(reason);
      json.writeNumberProperty(reason.label(), count == null ? 0 : count);
    }
    json.writeEndObject();
    json.writeNumberProperty("maxwaitSeconds", queue.maxima().waitSeconds());
    json.writeNumberProperty("maxrunSeconds", queue.maxima().runSeconds());
    json.writeNumberProperty("maxtotalSeconds", queue.maxima().totalSeconds());
    json.writeStringProperty("maxrunPod", queue.maxima().pod());
    json.writeStringProperty("maxrunNode", queue.maxima().node());
    histogram(json, "waitSeconds", counts.waits());
    histogram(json, "runSeconds", counts.runs());
  }

  /** Counts per bucket are cumulative, as in Prometheus; the last bucket is the count of all. */
  private static void histogram(JsonGenerator json, String name, TimeHistogram.Snapshot histogram) {
    long count = 0;
    json.writeObjectPropertyStart(name);
    json.writeObjectPropertyStart("buckets");
    for (TimeHistogram.Bucket bucket : histogram.buckets()) {
      count = bucket.count();
      if (!Double.isInfinite(bucket.boundSeconds())) {
        json.writeNumberProperty(Double.toString(bucket.boundSeconds()), count);
      }
    }
    json.writeEndObject();
    json.writeNumberProperty("count", count);
    json.writeNumberProperty("sum", histogram.sumSeconds());
    json.writeEndObject();
  }
}
