package io.plimsoll.replay.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The forms in which a profile is written. When it is read, its content tells. */
public enum ProfileForm {
  YAML(false),
  YAML_GZ(true),
  JSON(false),
  JSON_GZ(true);

  /** The names of all forms, for help and error texts. */
  public static final String NAMES =
      Arrays.stream(values()).map(ProfileForm::text).collect(Collectors.joining(", "));

  private final boolean packed;

  ProfileForm(boolean packed) {
    this.packed = packed;
  }

  /** Whether it is packed with gzip. */
  public boolean packed() {
    return packed;
  }

  boolean json() {
    return this == JSON || this == JSON_GZ;
  }

  /** The name, such as {@code yaml.gz}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /**
   * The form of that name.
   *
   * @throws IllegalArgumentException {@code --to: value (expected: ...)}
   */
  public static ProfileForm parse(String text) {
    for (ProfileForm form : values()) {
      if (form.text().equals(text)) {
        return form;
      }
    }
    throw new IllegalArgumentException("--to: " + text + " (expected: one of " + NAMES + ")");
  }

  /**
   * The form that a file's name asks for.
   *
   * @throws IllegalArgumentException {@code OUT: value (expected: ...)}
   */
  public static ProfileForm ofFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean gzip = lower.endsWith(".gz");
    String bare = gzip ? lower.substring(0, lower.length() - 3) : lower;
    if (bare.endsWith(".json")) {
      return gzip ? JSON_GZ : JSON;
    }
    if (bare.endsWith(".yaml") || bare.endsWith(".yml")) {
      return gzip ? YAML_GZ : YAML;
    }
    throw new IllegalArgumentException(
        "OUT: "
            + name
            + " (expected: a name that ends with .yaml, .yml or .json, with .gz if it is"
            + " to be packed; or --to)");
  }
}
