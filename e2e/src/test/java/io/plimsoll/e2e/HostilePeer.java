package io.plimsoll.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectMapper;

/**
 * One connection that sends odd messages, many at a time, and at its end something broken. Whatever
 * comes back must be whole messages. An input counts if an answer shows that it was read.
 */
final class HostilePeer {

  /** What was sent up to a message with this Id has been read when it is answered. */
  private static final String MARK = "9007199254740991";

  private static final String MARKER = "{\"Id\":" + MARK + ",\"Queue\":\"marker\"}\n";

  private static final int MESSAGES = 30;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Mutations mutations;
  private long inputs;
  private long connections;

  HostilePeer(long seed) {
    mutations = new Mutations(seed);
  }

  /** Inputs that were read, as far as answers tell. */
  long inputs() {
    return inputs;
  }

  long connections() {
    return connections;
  }

  /** Many requests, withdrawals and what is no message. */
  void client(String address) throws IOException {
    connections++;
    try (Socket socket = Peer.socket(address)) {
      StringBuilder out = new StringBuilder("{\"KeepAlive\":true,\"Id\":0,\"Queue\":\"nosuch\"}\n");
      for (int id = 1; id < MESSAGES; id++) {
        out.append(mutations.odd(request(id)));
      }
      if (exchange(socket, out.append(MARKER).toString()) != null) {
        inputs += MESSAGES;
        end(socket);
      }
    } catch (SocketException reset) {
      inputs++;
    }
  }

  private String request(int id) {
    return switch (mutations.nextInt(8)) {
      case 0 -> "\"Id\":" + (id - 1) + ",\"Cancel\":true";
      case 1 -> "\"Id\":" + id + ",\"Queue\":\"" + mutations.text() + "\"";
      case 2 -> "\"Id\":" + id + ",\"Queue\":\"replay\",\"Runners\":" + (1 + mutations.nextInt(3));
      case 3 -> "\"Id\":" + id + ",\"Queue\":\"sleep\",\"Limit\":" + mutations.nextInt(9) + "e8";
      case 4 -> "\"Id\":" + id + ",\"Queue\":\"nosuch\"";
      default -> "\"Id\":" + id + ",\"Queue\":\"sleep\"";
    };
  }

  /** Asks for work, does it in its own way, and sends what is no message. */
  void worker(String address) throws IOException {
    connections++;
    try (Socket socket = Peer.socket(address)) {
      StringBuilder out = new StringBuilder("{\"KeepAlive\":true,\"Id\":0,\"Queue\":\"nosuch\"}\n");
      for (int id = 1; id < MESSAGES; id++) {
        out.append(mutations.odd(workRequest(id)));
      }
      List<JsonNode> answers = exchange(socket, out.append(MARKER).toString());
      if (answers == null) {
        return;
      }
      inputs += MESSAGES;
      StringBuilder replies = new StringBuilder();
      int items = 0;
      for (JsonNode answer : answers) {
        if (!answer.has("Error") && !answer.has("Cancel") && !answer.has("Go")) {
          long id = answer.path("Id").asLong();
          replies.append(mutations.odd("\"Id\":" + id + ",\"Progress\":{\"Done\":" + id + "}"));
          replies.append(mutations.odd("\"Id\":" + id + ",\"Ready\":true"));
          replies.append(mutations.odd(reply(id)));
          items += 3;
        }
      }
      if (items > 0 && exchange(socket, replies.append(MARKER).toString()) != null) {
        inputs += items;
      }
      end(socket);
    } catch (SocketException reset) {
      inputs++;
    }
  }

  private String workRequest(int id) {
    String names = ",\"Pod\":\"" + mutations.text() + "\",\"Node\":\"" + mutations.text() + "\"";
    return switch (mutations.nextInt(8)) {
      case 0 -> "\"Id\":" + (id - 1) + ",\"Cancel\":true";
      case 1 -> "\"Id\":" + id + ",\"Queue\":\"replay\",\"Wait\":0.01" + names;
      case 2 -> "\"Id\":" + id + ",\"Queue\":\"" + mutations.text() + "\"";
      case 3 -> "\"Id\":" + id + ",\"Progress\":{\"Phase\":\"loading\"}";
      default -> "\"Id\":" + id + ",\"Queue\":\"sleep\"" + names;
    };
  }

  private String reply(long id) {
    return switch (mutations.nextInt(4)) {
      case 0 -> "\"Id\":" + id + ",\"Return\":true";
      case 1 -> "\"Id\":" + id + ",\"Error\":\"" + mutations.text() + "\",\"Retcode\":-2147483648";
      default ->
          String.format(
              "\"Id\":%d,\"Pod\":\"%s\",\"Node\":\"%s\",\"Device\":\"%s\",\"Runtime\":%de7,"
                  + "\"Result\":{\"a\":[{\"b\":\"%s\"}]}",
              id,
              mutations.text(),
              mutations.text(),
              mutations.text(),
              mutations.nextInt(9),
              mutations.text());
    };
  }

  /** Many requests of the status port, and what is none. */
  void scraper(String address) throws IOException {
    connections++;
    try (Socket socket = Peer.socket(address)) {
      StringBuilder out = new StringBuilder();
      for (int i = 1; i < MESSAGES; i++) {
        String path = mutations.nextInt(200) == 0 ? "metrics" : "healthz";
        String header = mutations.text().replaceAll("[^\\x20-\\x7e]", "\u00ff");
        out.append("GET /").append(path).append("?x=").append(mutations.nextInt(1_000_000));
        out.append(" HTTP/1.1\r\nUser-Agent: ").append(header).append("\r\nAccept: ");
        out.append(mutations.nextInt(2) == 0 ? ";" : header).append("\r\n\r\n");
      }
      byte[] last = "GET /readyz HTTP/1.1\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1);
      boolean whole = mutations.nextInt(3) > 0;
      OutputStream stream = socket.getOutputStream();
      stream.write(out.toString().getBytes(ISO_8859_1));
      stream.write(whole ? last : mutations.broken());
      if (!whole) {
        socket.shutdownOutput(); // What is not whole would be waited for.
      }
      String answers = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      inputs += answered(answers);
      if (whole && !answers.endsWith("\r\n\r\nready\n")) {
        throw new AssertionError("no last answer: " + answers);
      }
    } catch (SocketException reset) {
      inputs++;
    }
  }

  /** How many whole answers these are, all of success or about what was broken. */
  private static int answered(String answers) {
    int count = 0;
    for (int at = 0; at < answers.length(); count++) {
      int status = answers.startsWith("HTTP/1.1 ", at) ? at + 9 : answers.length();
      int end = answers.indexOf("\r\n\r\n", at);
      int length = answers.indexOf("content-length: ", at);
      boolean known =
          status + 3 < answers.length()
              && List.of("200", "400", "404", "405", "413", "431")
                  .contains(answers.substring(status, status + 3));
      if (!known || end < 0 || length < 0 || length > end) {
        throw new AssertionError("no HTTP answer: " + answers.substring(at));
      }
      int bytes = Integer.parseInt(answers.substring(length + 16, answers.indexOf("\r", length)));
      at = end + 4 + bytes;
    }
    return count;
  }

  /** Sends, and reads up to the answer to the marker; null if the connection ends before. */
  private @Nullable List<JsonNode> exchange(Socket socket, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    int cut = mutations.nextInt(bytes.length);
    socket.getOutputStream().write(bytes, 0, cut);
    socket.getOutputStream().write(bytes, cut, bytes.length - cut);
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    byte[] piece = new byte[16_384];
    int length;
    while ((length = socket.getInputStream().read(piece)) >= 0) {
      got.write(piece, 0, length);
      String all = got.toString(ISO_8859_1);
      if (all.contains("{\"Id\":" + MARK + ",") && all.endsWith("}\n")) {
        return messages(got.toByteArray());
      }
    }
    inputs++;
    messages(got.toByteArray());
    return null;
  }

  /** Something broken, and the end of what is sent; what still comes must be messages. */
  private void end(Socket socket) throws IOException {
    socket.getOutputStream().write(mutations.broken());
    socket.shutdownOutput();
    messages(socket.getInputStream().readAllBytes());
    inputs++;
  }

  private static List<JsonNode> messages(byte[] bytes) {
    List<JsonNode> messages = new ArrayList<>();
    try (MappingIterator<JsonNode> each = JSON.readerFor(JsonNode.class).readValues(bytes)) {
      while (each.hasNextValue()) {
        JsonNode message = each.nextValue();
        if (!message.isObject()) {
          throw new AssertionError("no message: " + new String(bytes, UTF_8));
        }
        messages.add(message);
      }
      return messages;
    } catch (JacksonException e) {
      throw new AssertionError("no message: " + new String(bytes, UTF_8), e);
    }
  }
}
