package io.plimsoll.kfp;

import java.util.Locale;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The caching options of the tasks of a pipeline, <a
 * href="https://github.com/kubeflow/pipelines/blob/master/api/v2alpha1/pipeline_spec.proto">PipelineSpec</a>.
 * Stateless.
 *
 * <p>A task that says nothing of it is not cached, so only a {@code true} has to be found. The text
 * around it stays byte for byte: a parser that writes what it has read changes numbers, line breaks
 * of scripts and the like.
 */
final class Caching {

  private static final Pattern OPTION =
      Pattern.compile(
          "/(root|components/[^/]+)/dag/tasks/[^/]+"
              + "/(cachingOptions|caching_options)/(enableCache|enable_cache)");

  /**
   * The scanner copies what is left of its window at every refill; with its default of 1 KiB a file
   * of many MiB without a blank would take minutes.
   */
  private static final int BUFFER_CHARACTERS = 256 << 10;

  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .loadSettings(
                  LoadSettings.builder()
                      .setCodePointLimit(PipelineFile.MOST_BYTES)
                      .setBufferSize(BUFFER_CHARACTERS)
                      .build())
              .build());

  private Caching() {}

  /**
   * The pipeline with all caching switched off.
   *
   * @throws IllegalArgumentException if it is no YAML
   */
  static String off(String pipeline) {
    StringBuilder changed = new StringBuilder();
    int copied = 0;
    int codePoints = 0;
    try (JsonParser parser = YAML.createParser(pipeline)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (!token.isScalarValue()
            || !OPTION.matcher(parser.streamReadContext().pathAsPointer().toString()).matches()
            || !isTrue(parser.getString())) {
          continue;
        }
        // The parser counts characters of Unicode, of which Java has some as two.
        int wanted = (int) parser.currentTokenLocation().getCharOffset();
        int start = pipeline.offsetByCodePoints(copied, wanted - codePoints);
        int end = start + parser.getString().length();
        if (end > pipeline.length() || !isTrue(pipeline.substring(start, end))) {
          throw new IllegalArgumentException(
              "line "
                  + parser.currentTokenLocation().getLineNr()
                  + ": enableCache (expected: true or false, without quotes, anchors and tags)");
        }
        changed.append(pipeline, copied, start).append("false");
        codePoints = wanted + parser.getString().length();
        copied = end;
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "line "
              + (e.getLocation() == null ? 0 : e.getLocation().getLineNr())
              + ": "
              + e.getOriginalMessage().lines().findFirst().orElse("")
              + " (expected: YAML)",
          e);
    }
    return changed.append(pipeline, copied, pipeline.length()).toString();
  }

  private static boolean isTrue(String text) {
    return text.toLowerCase(Locale.ROOT).equals("true");
  }
}
