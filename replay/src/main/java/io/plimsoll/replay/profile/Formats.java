package io.plimsoll.replay.profile;

import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** The parsers of profiles and bodies, with their limits. */
final class Formats {

  /** Ten times the largest object that a usual etcd takes (1.5 MiB). */
  static final int MAX_BODY_CHARS = 16 << 20;

  /** The key of a config map's entry has 253; annotations have up to 317. */
  private static final int MAX_KEY_CHARS = 64 << 10;

  /** Schemas of custom resources nest deepest, to about 60. */
  private static final int MAX_NESTING = 200;

  /** Every number of a profile fits a long; bodies may have more digits, but not for ever. */
  private static final int MAX_NUMBER_CHARS = 1000;

  /**
   * The YAML scanner copies what is left of its window at every refill; with its default of 1 KiB a
   * body of many MiB without a blank would take minutes.
   */
  private static final int YAML_BUFFER_CHARS = 256 << 10;

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxStringLength(MAX_BODY_CHARS)
          .maxNameLength(MAX_KEY_CHARS)
          .maxNestingDepth(MAX_NESTING)
          .maxNumberLength(MAX_NUMBER_CHARS)
          .build();

  /** JSON profiles, as UTF-8 and nothing else; names are few, but bodies have any. */
  static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(LIMITS)
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .build();

  /** Writes bodies; a key that comes twice would be lost by whoever reads them. */
  static final JsonFactory BODY_WRITER =
      JsonFactory.builder().enable(StreamWriteFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Bodies; their names are as many as there are labels, so they are not kept. */
  static final JsonFactory BODY =
      JsonFactory.builder()
          .streamReadConstraints(LIMITS)
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .build();

  /**
   * YAML profiles. The parser's own limit of 3 MiB for a whole text is lifted; the source bounds
   * its size.
   */
  static final YAMLFactory YAML =
      YAMLFactory.builder()
          .streamReadConstraints(LIMITS)
          .loadSettings(
              LoadSettings.builder()
                  .setCodePointLimit(Integer.MAX_VALUE)
                  .setAllowDuplicateKeys(true) // We report them and go on.
                  .setBufferSize(YAML_BUFFER_CHARS)
                  .build())
          .build();

  private Formats() {}
}
