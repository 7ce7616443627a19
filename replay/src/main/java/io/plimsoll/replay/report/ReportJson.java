package io.plimsoll.replay.report;

import io.plimsoll.stats.LatencyStats;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What writing and reading of reports share. */
final class ReportJson {

  /** Our own reports need 5. */
  private static final int MAX_NESTING = 12;

  /** A path may be long; what a text beyond this says, nobody reads. */
  private static final int MAX_TEXT_CHARS = 1 << 20;

  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_NESTING)
                          .maxStringLength(MAX_TEXT_CHARS)
                          .maxDocumentLength(ReplayReport.MAX_PARSE_BYTES)
                          .build())
                  .build())
          .build();

  private static final double[] PERCENTS = {0, 50, 90, 95, 99, 100};

  private ReportJson() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  static String pretty(JsonNode node) {
    return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(node) + "\n";
  }

  /** {@code [[0, s], [0.5, s], ... [1, s]]}, seconds; empty without any times. */
  static ArrayNode percentiles(LatencyStats stats) {
    ArrayNode pairs = MAPPER.createArrayNode();
    if (stats.count() > 0) {
      for (double percent : PERCENTS) {
        pairs.addArray().add(percent / 100).add(seconds(stats.percentileNanos(percent)));
      }
    }
    return pairs;
  }

  static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
