package io.plimsoll.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A hand-written peer: sends bytes, reads JSON objects. */
final class Peer implements AutoCloseable {

  private static final int SOCKET_TIMEOUT_MILLIS = 30_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Socket socket;
  private final InputStream in;

  Peer(Socket socket) {
    this.socket = socket;
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
      this.in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Peer connect(String address) {
    return new Peer(socket(address));
  }

  /** A connected socket on which reading ends after half a minute. */
  static Socket socket(String address) {
    int colon = address.lastIndexOf(':');
    try {
      Socket socket = new Socket();
      socket.connect(
          new InetSocketAddress(
              address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
      socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  /** Sends in one write. */
  Peer send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next object, framed by its braces. */
  JsonNode read() {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    int depth = 0;
    boolean string = false;
    boolean escape = false;
    try {
      while (true) {
        int b = in.read();
        if (b < 0) {
          throw new AssertionError("closed after '" + object + "'");
        }
        object.write(b);
        if (escape) {
          escape = false;
        } else if (string) {
          escape = b == '\\';
          string = b != '"';
        } else {
          string = b == '"';
          depth += b == '{' ? 1 : b == '}' ? -1 : 0;
          if (b == '}' && depth == 0) {
            return json(object.toString(StandardCharsets.UTF_8));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("after '" + object + "'", e);
    }
  }

  /** Passes over everything up to and with {@code text}. */
  Peer skip(String text) {
    StringBuilder passed = new StringBuilder();
    try {
      while (passed.indexOf(text) < 0) {
        int b = in.read();
        if (b < 0) {
          throw new AssertionError("closed after '" + passed + "'");
        }
        passed.append((char) b);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("after '" + passed + "'", e);
    }
  }

  /** What one read brings, at most 1,024 bytes: how peers of the original tool read. */
  String readOnce() {
    byte[] bytes = new byte[1024];
    try {
      int length = socket.getInputStream().read(bytes);
      return new String(bytes, 0, Math.max(0, length), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything until the other side closes. */
  String readAll() {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
