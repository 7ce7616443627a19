import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * The time that the parser alone takes for a file, in milliseconds: token after token, and nothing
 * is done with them.
 *
 * <pre>
 * java -cp client.jar bench/replay/ParserSpeed.java yaml|json FILE
 * </pre>
 */
public final class ParserSpeed {

  /** As profiles are read; the scanner is slower with its default of 1 KiB. */
  private static final int YAML_BUFFER_CHARS = 64 << 10;

  private ParserSpeed() {}

  /** Prints the milliseconds and the number of tokens. */
  public static void main(String[] args) throws IOException {
    long start = System.nanoTime();
    long tokens = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(args[1])), 1 << 16);
        JsonParser parser = factory(args[0]).createParser(in)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    System.out.println((System.nanoTime() - start) / 1_000_000 + " " + tokens);
  }

  private static TokenStreamFactory factory(String form) {
    return switch (form) {
      case "yaml" ->
          YAMLFactory.builder()
              .loadSettings(
                  LoadSettings.builder()
                      .setCodePointLimit(Integer.MAX_VALUE)
                      .setBufferSize(YAML_BUFFER_CHARS)
                      .build())
              .build();
      case "json" -> JsonFactory.builder().build();
      default -> throw new IllegalArgumentException("form: " + form + " (expected: yaml or json)");
    };
  }
}
