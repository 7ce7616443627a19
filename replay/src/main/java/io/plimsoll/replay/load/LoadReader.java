package io.plimsoll.replay.load;

import io.plimsoll.cli.Text;
import io.plimsoll.replay.doc.Doc;
import io.plimsoll.replay.doc.DocParser;
import io.plimsoll.replay.doc.Findings;
import io.plimsoll.replay.doc.Mapping;
import io.plimsoll.replay.load.LoadRequest.Resource;
import io.plimsoll.replay.profile.ContentType;
import io.plimsoll.replay.profile.PatchType;
import io.plimsoll.replay.profile.ProfileException;
import io.plimsoll.replay.profile.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes a load profile of its text, and finds all that is wrong with it. */
final class LoadReader {

  /** A million a second is more than one process sends. */
  static final double MAX_RATE = 1_000_000;

  /** A million a second for a week. */
  static final long MAX_TOTAL = 1_000_000_000_000L;

  /** A year. */
  static final long MAX_SECONDS = 366L * 24 * 3600;

  /** A server has 65,536 ports for one address to connect from. */
  static final int MAX_CONNS = 65_536;

  /** Each takes some KiB; far beyond what a runner can keep busy. */
  static final int MAX_CLIENTS = 1_000_000;

  private static final int MAX_RETRIES = 100;
  private static final int MAX_SHARES = 1_000_000;
  private static final int MAX_KEYS = 100_000_000;

  /** What a usual etcd takes for one object, 1.5 MiB, less the rest of the object. */
  private static final int MAX_PAYLOAD = 1_500_000;

  /** More deletes than half of the creates, and there would be nothing to delete. */
  private static final double MAX_DELETE_RATIO = 0.5;

  /** Stages and requests are written by hand. */
  private static final int MAX_SPECS = 1_000;

  private static final Set<String> KINDS =
      new LinkedHashSet<>(
          List.of(
              "staleList",
              "quorumList",
              "watchList",
              "staleGet",
              "quorumGet",
              "put",
              "patch",
              "getPodLog",
              "postDel"));

  private static final JsonMapper BODIES =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Findings findings;
  private final List<String> warnings = new ArrayList<>();

  private LoadReader(Findings findings) {
    this.findings = findings;
  }

  static LoadProfile read(byte[] utf8) throws ProfileException {
    Findings findings = new Findings("profile");
    Doc doc = DocParser.parse(utf8, findings);
    LoadProfile profile = doc == null ? null : read("", doc, findings);
    if (profile == null || !findings.none()) {
      List<Violation> found = findings.inOrder();
      throw new ProfileException(found, found.size());
    }
    return profile;
  }

  static @Nullable LoadProfile read(String path, Doc doc, Findings findings) {
    Mapping root = Mapping.of(path, doc, findings);
    return root == null
        ? null
        : new LoadReader(findings).profile(path.isEmpty() ? "" : path + ".", root);
  }

  /**
   * @param prefix of the paths of its fields: empty, or with a dot at the end
   */
  private LoadProfile profile(String prefix, Mapping root) {
    if (root.get("version") == null) {
      root.report("version", "missing (expected: 1)");
    }
    root.integer("version", 1, 1, 1);
    String description = root.text("description");
    List<LoadSpec> specs = new ArrayList<>();
    Doc single = root.get("spec");
    if (single != null) {
      specs.add(spec(prefix + "spec", single));
      if (root.get("specs") != null) {
        root.report("specs", "beside spec (expected: one of the two)");
      }
    } else {
      List<Doc> docs = root.list("specs");
      if (docs.size() > MAX_SPECS) {
        root.report("specs", docs.size() + " (expected: at most " + MAX_SPECS + ")");
      }
      for (int i = 0; i < Math.min(MAX_SPECS, docs.size()); i++) {
        specs.add(spec(prefix + "specs[" + i + "]", docs.get(i)));
      }
    }
    root.finish();
    return new LoadProfile(description, specs, warnings);
  }

  private LoadSpec spec(String path, Doc doc) {
    Mapping spec = Mapping.of(path, doc, findings);
    if (spec == null) {
      return new LoadSpec(0, 1, 0, 1, 1, ContentType.JSON, false, 0, List.of());
    }
    double rate = spec.number("rate", MAX_RATE);
    long total = spec.integer("total", 0, MAX_TOTAL, 0);
    long duration = spec.integer("duration", 0, MAX_SECONDS, 0);
    if (total == 0 && duration == 0) {
      spec.report("duration", "missing (expected: duration in seconds, or total)");
    } else if (total > 0 && duration > 0) {
      warnings.add(path + ": total and duration are set; total counts");
      duration = 0;
    }
    int conns = (int) spec.requiredInteger("conns", 1, MAX_CONNS);
    int client = (int) spec.integer("client", 0, MAX_CLIENTS, 0);
    ContentType contentType =
        choice(spec, "contentType", ContentType.values(), ContentType::text, ContentType.JSON);
    boolean disableHttp2 = spec.bool("disableHTTP2");
    int maxRetries = (int) spec.integer("maxRetries", 0, MAX_RETRIES, 0);
    List<LoadSpec.Share> requests = new ArrayList<>();
    List<Doc> docs = spec.list("requests");
    for (int i = 0; i < docs.size(); i++) {
      LoadSpec.Share share = share(path + ".requests[" + i + "]", docs.get(i));
      if (share != null) {
        requests.add(share);
      }
    }
    spec.finish();
    return new LoadSpec(
        rate,
        total,
        duration,
        conns,
        client == 0 ? conns : client,
        contentType,
        disableHttp2,
        maxRetries,
        requests);
  }

  private static <T> T choice(
      Mapping mapping, String field, T[] values, Function<T, String> text, T otherwise) {
    String given = mapping.text(field);
    for (T value : values) {
      if (text.apply(value).equals(given)) {
        return value;
      }
    }
    if (!given.isEmpty()) {
      mapping.report(
          field,
          given
              + " (expected: one of "
              + Arrays.stream(values).map(text).collect(Collectors.joining(", "))
              + ")");
    }
    return otherwise;
  }

  private LoadSpec.@Nullable Share share(String path, Doc doc) {
    Mapping entry = Mapping.of(path, doc, findings);
    if (entry == null) {
      return null;
    }
    int shares = (int) entry.requiredInteger("shares", 1, MAX_SHARES);
    List<String> kinds = KINDS.stream().filter(kind -> entry.get(kind) != null).toList();
    entry.finish();
    if (kinds.size() != 1) {
      findings.add(
          doc.line(),
          path,
          (kinds.isEmpty() ? "no kind" : String.join(" and ", kinds))
              + " (expected: one of "
              + String.join(", ", KINDS)
              + ")");
      return null;
    }
    String kind = kinds.get(0);
    Doc body = entry.get(kind);
    Mapping fields = body == null ? null : Mapping.of(path + "." + kind, body, findings);
    if (fields == null) {
      return null;
    }
    LoadRequest request = request(kind, fields);
    fields.finish();
    return new LoadSpec.Share(request, shares);
  }

  private static LoadRequest request(String kind, Mapping f) {
    return switch (kind) {
      case "staleList" -> {
        if (f.get("limit") != null) {
          f.report("limit", "set (expected: none, a list from the cache has no pages)");
        }
        yield new LoadRequest.ListObjects(
            resource(f), true, 0, f.text("selector"), f.text("fieldSelector"));
      }
      case "quorumList" ->
          new LoadRequest.ListObjects(
              resource(f),
              false,
              f.integer("limit", 0, Integer.MAX_VALUE, 0),
              f.text("selector"),
              f.text("fieldSelector"));
      case "watchList" ->
          new LoadRequest.WatchList(resource(f), f.text("selector"), f.text("fieldSelector"));
      case "staleGet", "quorumGet" ->
          new LoadRequest.GetObject(
              resource(f), kind.equals("staleGet"), f.required("name", "the object's name"));
      case "put" ->
          new LoadRequest.Put(
              only(f, "configmaps"), f.required("name", "prefix of names"), keys(f), payload(f));
      case "patch" -> patch(f);
      case "getPodLog" ->
          new LoadRequest.PodLog(
              f.required("namespace", "the pod's namespace"),
              f.required("name", "the pod's name"),
              f.text("container"),
              f.integer("tailLines", 0, Integer.MAX_VALUE, -1),
              f.integer("limitBytes", 1, Long.MAX_VALUE, -1));
      case "postDel" ->
          new LoadRequest.PostDel(
              only(f, "configmaps"), payload(f), f.number("deleteRatio", MAX_DELETE_RATIO));
      default -> throw new IllegalStateException("no kind " + kind);
    };
  }

  private static Resource resource(Mapping f) {
    return new Resource(
        segment(f, "group", f.text("group")),
        segment(f, "version", f.required("version", "such as v1")),
        segment(f, "resource", f.required("resource", "such as pods")),
        segment(f, "namespace", f.text("namespace")));
  }

  /** What may be part of a path as it is. */
  private static String segment(Mapping f, String field, String value) {
    if (!value.matches("[A-Za-z0-9.-]*")) {
      f.report(field, Text.printable(value) + " (expected: letters, digits, dots and dashes)");
    }
    return value;
  }

  /** What random bytes can be put into without a template. */
  private static Resource only(Mapping f, String name) {
    String group = f.text("group");
    String version = f.text("version");
    String resource = f.text("resource");
    if (!group.isEmpty()) {
      f.report("group", group + " (expected: none, config maps are in the core group)");
    }
    if (!version.isEmpty() && !version.equals("v1")) {
      f.report("version", version + " (expected: v1)");
    }
    if (!resource.isEmpty() && !resource.equals(name)) {
      f.report("resource", resource + " (expected: " + name + ")");
    }
    return new Resource(
        "", "v1", name, segment(f, "namespace", f.required("namespace", "where the objects are")));
  }

  private static int keys(Mapping f) {
    return (int) f.requiredInteger("keySpaceSize", 1, MAX_KEYS);
  }

  private static int payload(Mapping f) {
    return (int) f.requiredInteger("payloadSize", 1, MAX_PAYLOAD);
  }

  private static LoadRequest patch(Mapping f) {
    String body = f.required("body", "JSON");
    if (!body.isEmpty()) {
      try {
        BODIES.readTree(body);
      } catch (JacksonException e) {
        f.report("body", "not JSON (expected: JSON, as text)");
      }
    }
    if (f.get("patchType") == null) {
      f.report("patchType", "missing (expected: one of json, merge, strategic-merge)");
    }
    return new LoadRequest.Patch(
        resource(f),
        f.required("name", "prefix of names"),
        keys(f),
        choice(f, "patchType", PatchType.values(), PatchType::text, PatchType.MERGE),
        body);
  }
}
