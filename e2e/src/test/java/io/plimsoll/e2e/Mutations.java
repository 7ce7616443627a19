package io.plimsoll.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Makes hostile messages. Those of {@link #odd} are odd, but messages: a session goes on after
 * them. Those of {@link #broken} mostly end the connection.
 */
final class Mutations {

  private static final List<String> CORPUS =
      List.of(
          "{\"KeepAlive\":true,\"Id\":7,\"Queue\":\"sleep\",\"Args\":[\"0.2\"],\"Limit\":5}\n",
          "{\"KeepAlive\":true,\"Id\":8,\"Queue\":\"replay\",\"Runners\":2}\n",
          "{\"Id\":7,\"Cancel\":true}\n",
          "{\"KeepAlive\":true,\"Id\":1,\"Queue\":\"sleep\",\"Wait\":1,\"Pod\":\"p\",\"Node\":\"n\"}\n",
          "{\"Id\":1,\"Progress\":{\"Phase\":\"running\",\"Done\":1,\"Total\":2}}\n",
          "{\"Id\":1,\"Pod\":\"p\",\"Node\":\"n\",\"Runtime\":0.2,\"Retcode\":0,\"Result\":{\"ops\":12}}\n",
          "{\"Id\":1,\"Return\":true}\n",
          "{\"Id\":1,\"Ready\":true}\n",
          "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");

  private static final List<String> WORDS =
      List.of(
          "{",
          "}",
          "[",
          "\"",
          "\\",
          "null",
          "-1",
          "1e999",
          "99999999999999999999",
          "[".repeat(17),
          "{\"a\":".repeat(20),
          "x".repeat(1100),
          "9".repeat(2000),
          "\"Id\":1,\"Id\":2,",
          "\"Queue\":7,",
          "\\ud800",
          "\u0000",
          "\u00c0\u0080",
          "\u00ff\u00fe",
          "\u0016\u0003\u0001\u0002\u0000\u0001");

  private final Random random;
  private final List<byte[]> corpus = new ArrayList<>();

  Mutations(long seed) {
    random = new Random(seed);
    CORPUS.forEach(message -> corpus.add(message.getBytes(UTF_8)));
    try (Stream<Path> files = Files.list(Recorded.path(""))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        corpus.add(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int nextInt(int bound) {
    return random.nextInt(bound);
  }

  /**
   * A message of these fields, in which something is odd.
   *
   * @param fields without braces
   */
  String odd(String fields) {
    String body =
        switch (random.nextInt(10)) {
          case 0 -> "\"x\":" + value() + "," + fields;
          case 1 -> fields + ",\"" + name() + "\":" + value();
          case 2 -> fields.toLowerCase(Locale.ROOT).replace("\"queue\"", "\"qUEUE\"");
          case 3 -> fields.replace("\"Id\"", "\"\\u0049d\"").replace(":", "\t: ");
          case 4 -> "\"Queue\":null,\"Id\":null,\"Error\":null," + fields;
          case 5 -> "\"Limit\":3e9,\"limit\":0,\"Args\":[],\"Args\":[\"\\ud800\\u0000\"]," + fields;
          case 6 -> fields.replace(",", " ,\r\n ");
          case 7 -> "\"Args\":[\"" + text() + "\"]," + fields;
          case 8 -> "\"\":{},\"\\u0000\":[[[[[[[[[[[[[[1]]]]]]]]]]]]]]," + fields;
          default -> fields;
        };
    return "{" + body + "}" + (random.nextBoolean() ? "\n" : "");
  }

  /** Text as it may stand in a JSON string; never the same, sometimes long. */
  String text() {
    String tail = Long.toHexString(random.nextLong());
    return switch (random.nextInt(6)) {
      case 0 -> "\\ud800" + tail;
      case 1 -> "\\u0000\\u001b[2J\\u202e" + tail;
      case 2 -> "\u00e9\ud83d\ude00" + tail;
      case 3 -> tail.repeat(1 + random.nextInt(8));
      case 4 -> "</script>&\\\"\\n" + tail;
      default -> tail;
    };
  }

  private String name() {
    return random.nextBoolean() ? text() : "Q".repeat(1 + random.nextInt(200));
  }

  private String value() {
    return switch (random.nextInt(8)) {
      case 0 -> "1e" + random.nextInt(100_000);
      case 1 -> "9".repeat(1 + random.nextInt(300));
      case 2 -> "-0.0";
      case 3 -> "[".repeat(10) + "]".repeat(10);
      case 4 -> "{\"a\":{\"a\":[true,false,null]},\"a\":2}";
      case 5 -> "null";
      default -> "\"" + text() + "\"";
    };
  }

  /** Bytes that were a message once. */
  byte[] broken() {
    byte[] input = any();
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      input = changed(input);
    }
    return input;
  }

  private byte[] any() {
    return corpus.get(random.nextInt(corpus.size())).clone();
  }

  private byte[] changed(byte[] input) {
    if (input.length == 0) {
      return any();
    }
    int at = random.nextInt(input.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (random.nextInt(6)) {
      case 0 -> {
        input[at] ^= (byte) (1 << random.nextInt(8));
        return input;
      }
      case 1 -> out.write(input, 0, at);
      case 2 -> {
        byte[] other = any();
        int from = random.nextInt(other.length);
        out.write(input, 0, at);
        out.write(other, from, other.length - from);
      }
      case 3 -> {
        out.writeBytes(input);
        out.write(input, at, input.length - at);
      }
      case 4 -> {
        byte[] noise = new byte[random.nextInt(64)];
        random.nextBytes(noise);
        out.writeBytes(noise);
        out.writeBytes(input);
      }
      default -> {
        out.write(input, 0, at);
        out.writeBytes(WORDS.get(random.nextInt(WORDS.size())).getBytes(ISO_8859_1));
        out.write(input, at, input.length - at);
      }
    }
    return out.toByteArray();
  }
}
