package io.plimsoll.client.runnergroup;

import io.plimsoll.protocol.Limits;
import io.plimsoll.replay.doc.Doc;
import io.plimsoll.replay.doc.DocParser;
import io.plimsoll.replay.doc.Findings;
import io.plimsoll.replay.doc.Mapping;
import io.plimsoll.replay.load.LoadProfile;
import io.plimsoll.replay.profile.ProfileException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Makes the description of a group of its text, and finds all that is wrong with it. */
final class GroupSpecReader {

  /** Most of a spec is the load profile in it. */
  static final int MAX_BYTES = LoadProfile.MAX_BYTES;

  /** Into so many partitions a replay is split at most, and so many reports are merged. */
  static final int MAX_COUNT = Limits.RUNNERS;

  /** What Kubernetes takes as the values of a config map. */
  static final int MAX_PROFILE_BYTES = 1 << 20;

  /** People write labels by hand; the scheduler looks at each for each node. */
  static final int MAX_LABELS = 100;

  /** A load profile that the spec has in it has no name of its own. */
  private static final String EMBEDDED = "load profile";

  /** Reads files that a spec names. */
  @FunctionalInterface
  interface ProfileFiles {
    /**
     * The text of a file, unpacked.
     *
     * @param path relative to the spec, or absolute
     * @return at most {@link LoadProfile#MAX_BYTES}
     */
    byte[] read(String path) throws IOException;
  }

  private final Findings findings = new Findings("spec");
  private final ProfileFiles files;

  private GroupSpecReader(ProfileFiles files) {
    this.files = files;
  }

  /**
   * Reads a spec, YAML or JSON.
   *
   * @param utf8 at most {@link #MAX_BYTES}
   * @throws GroupSpecException with everything that is wrong
   */
  static GroupSpec read(byte[] utf8, ProfileFiles files) throws GroupSpecException {
    GroupSpecReader reader = new GroupSpecReader(files);
    GroupSpec spec = reader.spec(utf8);
    if (spec == null || !reader.findings.none()) {
      throw new GroupSpecException(reader.findings.inOrder());
    }
    return spec;
  }

  private @Nullable GroupSpec spec(byte[] utf8) {
    if (utf8.length > MAX_BYTES) {
      findings.add(0, "", utf8.length + " bytes (expected: at most " + MAX_BYTES + ")");
      return null;
    }
    Doc doc = DocParser.parse(utf8, findings);
    Mapping root = doc == null ? null : Mapping.of("", doc, findings);
    if (root == null) {
      return null;
    }
    root.integer("version", 1, 1, 1);
    int count = (int) root.requiredInteger("count", 1, MAX_COUNT);
    GroupProfile profile = profile(root);
    Map<String, List<String>> affinity = nodeAffinity(root);
    String account = name(root, "serviceAccount");
    Owner owner = owner(root);
    root.finish();
    return profile == null ? null : new GroupSpec(count, profile, affinity, account, owner);
  }

  private @Nullable GroupProfile profile(Mapping root) {
    Doc load = root.get("loadProfile");
    Doc replay = root.get("replayProfile");
    String claim = name(root, "replayPVCName");
    if ((load == null) == (replay == null)) {
      root.report(
          load == null ? "loadProfile" : "replayProfile",
          load == null
              ? "missing (expected: loadProfile or replayProfile)"
              : "beside loadProfile (expected: one of the two)");
      return null;
    }
    if (load != null) {
      if (claim != null) {
        root.report("replayPVCName", "beside loadProfile (expected: replayProfile, a path)");
      }
      return load.value() instanceof String path ? fromFile(root, path) : embedded(load);
    }
    return replay(root, root.text("replayProfile"), claim);
  }

  private GroupProfile.@Nullable Load embedded(Doc doc) {
    LoadProfile profile = LoadProfile.of("loadProfile", doc, findings);
    if (profile == null || !findings.none()) {
      return null;
    }
    String text =
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(plain(doc)) + "\n";
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_PROFILE_BYTES) {
      findings.add(doc.line(), "loadProfile", tooLong("", bytes));
      return null;
    }
    return new GroupProfile.Load(text, EMBEDDED, profile.specs().size(), profile.warnings());
  }

  private static @Nullable Object plain(Doc doc) {
    if (doc.value() instanceof Map<?, ?> fields) {
      Map<Object, @Nullable Object> plain = new LinkedHashMap<>();
      fields.forEach((name, value) -> plain.put(name, plain((Doc) value)));
      return plain;
    }
    if (doc.value() instanceof List<?> elements) {
      List<@Nullable Object> plain = new ArrayList<>();
      elements.forEach(element -> plain.add(plain((Doc) element)));
      return plain;
    }
    return doc.value();
  }

  private GroupProfile.@Nullable Load fromFile(Mapping root, String path) {
    if (path.isEmpty()) {
      root.report("loadProfile", "empty (expected: a load profile, or the path of one)");
      return null;
    }
    try {
      byte[] utf8 = files.read(path);
      LoadProfile profile = LoadProfile.parse(utf8);
      if (utf8.length > MAX_PROFILE_BYTES) {
        root.report("loadProfile", tooLong(path + ": ", utf8.length));
        return null;
      }
      String text = new String(utf8, StandardCharsets.UTF_8);
      return new GroupProfile.Load(text, path, profile.specs().size(), profile.warnings());
    } catch (ProfileException e) {
      e.violations().forEach(violation -> root.report("loadProfile", path + ": " + violation));
    } catch (IOException e) {
      root.report(
          "loadProfile", path + ": " + (e.getMessage() == null ? e.toString() : e.getMessage()));
    }
    return null;
  }

  private static String tooLong(String what, int bytes) {
    return what
        + bytes
        + " bytes (expected: at most "
        + MAX_PROFILE_BYTES
        + ", which is what fits into a config map)";
  }

  private static @Nullable GroupProfile replay(
      Mapping root, String profile, @Nullable String claim) {
    boolean hasClaim = root.get("replayPVCName") != null;
    if (profile.isEmpty()) {
      Doc given = root.get("replayProfile");
      if (given != null && given.value() instanceof String) {
        root.report("replayProfile", "empty (expected: a URL, or a path in a volume)");
      }
      return null;
    }
    if (profile.startsWith("http://") || profile.startsWith("https://")) {
      if (hasClaim) {
        root.report("replayPVCName", "beside a URL (expected: none, or a path as replayProfile)");
      }
      return url(root, profile);
    }
    if (!hasClaim) {
      root.report(
          "replayPVCName", "missing (expected: the claim of the volume that replayProfile is in)");
    }
    String path = pathInVolume(profile);
    if (path == null) {
      root.report(
          "replayProfile",
          profile
              + " (expected: a URL, or a path in the volume, which is mounted as "
              + GroupProfile.VOLUME_FOLDER
              + ")");
    }
    return path == null || claim == null ? null : new GroupProfile.ReplayVolume(claim, path);
  }

  private static @Nullable GroupProfile url(Mapping root, String text) {
    try {
      if (new URI(text).getHost() != null) {
        return new GroupProfile.ReplayUrl(text);
      }
    } catch (URISyntaxException e) {
      // As one without a host.
    }
    root.report("replayProfile", text + " (expected: a URL with a host, such as http://host/path)");
    return null;
  }

  /** Relative to the volume; null for what leads out of it. */
  private static @Nullable String pathInVolume(String given) {
    String folder = GroupProfile.VOLUME_FOLDER + "/";
    String path = given.startsWith(folder) ? given.substring(folder.length()) : given;
    boolean inside =
        !path.isBlank()
            && !path.startsWith("/")
            && !path.endsWith("/")
            && !path.contains("://")
            && path.chars().noneMatch(Character::isISOControl)
            && !List.of(path.split("/")).contains("..");
    return inside ? path : null;
  }

  private static @Nullable String name(Mapping root, String field) {
    if (root.get(field) == null) {
      return null;
    }
    String name = root.required(field, "a name, or the field left out");
    if (!name.isEmpty() && !NameRules.isDnsName(name)) {
      root.report(field, name + " (expected: " + NameRules.DNS_NAME + ")");
    }
    return name.isEmpty() ? null : name;
  }

  private Map<String, List<String>> nodeAffinity(Mapping root) {
    Map<String, List<String>> affinity = new LinkedHashMap<>();
    Doc doc = root.get("nodeAffinity");
    Mapping labels = root.mapping("nodeAffinity");
    if (doc == null || labels == null || !(doc.value() instanceof Map<?, ?> fields)) {
      return affinity;
    }
    if (fields.size() > MAX_LABELS) {
      root.report("nodeAffinity", fields.size() + " (expected: at most " + MAX_LABELS + ")");
      return affinity;
    }
    for (Object key : fields.keySet()) {
      String label = String.valueOf(key);
      if (!NameRules.isLabelKey(label)) {
        labels.report(label, "not the key of a label (expected: " + NameRules.LABEL_KEY + ")");
      }
      affinity.put(label, values(labels, label));
    }
    return affinity;
  }

  private List<String> values(Mapping labels, String label) {
    List<String> values = new ArrayList<>();
    List<Doc> docs = labels.list(label);
    if (docs.size() > MAX_LABELS) {
      labels.report(label, docs.size() + " (expected: at most " + MAX_LABELS + ")");
      return values;
    }
    for (int i = 0; i < docs.size(); i++) {
      Doc value = docs.get(i);
      if (value.value() instanceof String text && NameRules.isLabelValue(text)) {
        values.add(text);
      } else {
        String expected =
            value.value() instanceof String ? NameRules.LABEL_VALUE : "text, in quotes";
        findings.add(
            value.line(),
            "nodeAffinity." + label + "[" + i + "]",
            value.shown() + " (expected: " + expected + ")");
      }
    }
    return values;
  }

  private static @Nullable Owner owner(Mapping root) {
    String text = root.text("ownerReference");
    if (text.isEmpty()) {
      return null;
    }
    try {
      return Owner.parse(text);
    } catch (IllegalArgumentException e) {
      root.report("ownerReference", text + " (expected: " + e.getMessage() + ")");
      return null;
    }
  }
}
