import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a replay profile of any size, the same for the same options.
 *
 * <pre>
 * java bench/replay/GenerateProfile.java --out FILE [--count 1000000] [--objects 10000]
 *     [--rate 1000] [--body 1024] [--verbs GET=4,UPDATE=4,PATCH=2] [--form yaml|json] [--gzip]
 *     [--runners 4] [--conns 4] [--clients 100] [--namespaces 20] [--seed 1] [--each]
 * </pre>
 *
 * Requests are spread over time evenly, and over the objects at random or, with {@code --each}, in
 * turn: with as many {@code CREATE}s as objects each is made once. Verbs have weights; those
 * with a body have one of {@code --body} bytes.
 */
public final class GenerateProfile {

  private static final String FILLER = "the quick brown fox jumps over the lazy dog ";

  private final Map<String, String> options = new HashMap<>();
  private final Random random;
  private final List<String> verbs = new ArrayList<>();
  private final boolean json;

  private GenerateProfile(String[] args) {
    for (int i = 0; i < args.length; i++) {
      boolean flag = args[i].equals("--gzip") || args[i].equals("--each");
      options.put(args[i], flag ? "true" : args[++i]);
    }
    random = new Random(number("--seed", 1));
    json = options.getOrDefault("--form", "yaml").equals("json");
    for (String part : options.getOrDefault("--verbs", "GET=4,UPDATE=4,PATCH=2").split(",")) {
      String[] weight = part.split("=");
      for (int i = 0; i < Integer.parseInt(weight[1]); i++) {
        verbs.add(weight[0]);
      }
    }
  }

  /** Writes the profile. */
  public static void main(String[] args) throws IOException {
    new GenerateProfile(args).run();
  }

  private void run() throws IOException {
    String file = options.get("--out");
    if (file == null) {
      throw new IllegalArgumentException("--out: missing (expected: a file)");
    }
    long count = number("--count", 1_000_000);
    long rate = number("--rate", 1000);
    try (OutputStream bytes = new FileOutputStream(file);
        OutputStream packed =
            options.containsKey("--gzip") ? new GZIPOutputStream(bytes, 1 << 16) : bytes;
        Writer out =
            new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8), 1 << 16)) {
      String head =
          json
              ? "{\"version\": 1, \"spec\": {\"runnerCount\": %d, \"connsPerRunner\": %d,"
                  + " \"clientsPerRunner\": %d},\n\"requests\": [\n"
              : "version: 1\nspec:\n  runnerCount: %d\n  connsPerRunner: %d\n"
                  + "  clientsPerRunner: %d\nrequests:\n";
      out.write(
          head.formatted(number("--runners", 4), number("--conns", 4), number("--clients", 100)));
      for (long i = 0; i < count; i++) {
        request(out, i, i * 1000 / rate);
        if (json) {
          out.write(i + 1 < count ? ",\n" : "\n");
        }
      }
      if (json) {
        out.write("]}\n");
      }
    }
  }

  private void request(Writer out, long index, long timestamp) throws IOException {
    String verb = verbs.get(random.nextInt(verbs.size()));
    int objects = (int) number("--objects", 10_000);
    int object = options.containsKey("--each") ? (int) (index % objects) : random.nextInt(objects);
    String namespace = "ns-" + object % number("--namespaces", 20);
    String name = "config-" + object;
    String path = "/api/v1/namespaces/" + namespace + "/configmaps";
    boolean collection = List.of("LIST", "WATCH", "CREATE", "DELETECOLLECTION").contains(verb);
    boolean body = List.of("CREATE", "UPDATE", "PATCH", "APPLY").contains(verb);
    List<String[]> fields = new ArrayList<>();
    fields.add(new String[] {"verb", verb});
    fields.add(new String[] {"namespace", namespace});
    fields.add(new String[] {"resourceKind", "ConfigMap"});
    if (!collection) {
      fields.add(new String[] {"name", name});
    }
    fields.add(new String[] {"apiPath", collection ? path : path + "/" + name});
    if (body) {
      fields.add(new String[] {"body", body(namespace, name)});
    }
    StringBuilder text = new StringBuilder();
    text.append(json ? "{\"timestamp\": " : "  - timestamp: ").append(timestamp);
    for (String[] field : fields) {
      if (json) {
        text.append(", \"").append(field[0]).append("\": \"");
        text.append(field[1].replace("\"", "\\\"")).append('"');
      } else {
        String quote = field[0].equals("body") ? "'" : "";
        text.append("\n    ").append(field[0]).append(": ");
        text.append(quote).append(field[1]).append(quote);
      }
    }
    out.append(text).append(json ? "}" : "\n");
  }

  private String body(String namespace, String name) {
    StringBuilder body = new StringBuilder();
    body.append("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"namespace\":\"");
    body.append(namespace).append("\",\"name\":\"").append(name).append("\"},\"data\":{");
    long bytes = number("--body", 1024);
    for (int i = 0; body.length() < bytes - 100; i++) {
      body.append("\"key-").append(i).append("\":\"").append(FILLER).append("\",");
    }
    body.append("\"last\":\"");
    while (body.length() < bytes - 3) {
      body.append((char) ('a' + random.nextInt(26)));
    }
    return body.append("\"}}").toString();
  }

  private long number(String option, long byDefault) {
    return Long.parseLong(options.getOrDefault(option, Long.toString(byDefault)));
  }
}
