package io.plimsoll.frontend.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.plimsoll.cli.HostPort;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** One plain socket: bytes out, bytes in. Reads give up loudly after some seconds. */
final class Peer implements AutoCloseable {

  private static final int GIVE_UP_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  private Peer(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static Peer connect(HostPort address) {
    return connect(address, 0);
  }

  /**
   * @param receiveBytes room for what is not read; 0 = the system's
   */
  static Peer connect(HostPort address, int receiveBytes) {
    try {
      Socket socket = new Socket();
      if (receiveBytes > 0) {
        socket.setReceiveBufferSize(receiveBytes);
      }
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(GIVE_UP_MILLIS);
      socket.connect(address.toConnect());
      return new Peer(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A socket that is connected, and speaks TLS for instance. */
  static Peer of(Socket socket) {
    try {
      socket.setSoTimeout(GIVE_UP_MILLIS);
      return new Peer(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Peer send(String text) {
    return send(text.getBytes(UTF_8));
  }

  Peer send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line without its newline. */
  String line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = read(); b != '\n'; b = read()) {
      if (b < 0) {
        throw new AssertionError("closed after: " + line.toString(UTF_8));
      }
      line.write(b);
    }
    return line.toString(UTF_8);
  }

  /** The next line without the time in the queue, which is left out when there was none. */
  String timelessLine() {
    return line().replaceFirst("\"Waittime\":[0-9.E-]+,", "");
  }

  /** The next JSON object; no string in it has braces. */
  String object() {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    int depth = 0;
    do {
      int b = read();
      if (b < 0) {
        throw new AssertionError("closed after: " + object.toString(UTF_8));
      }
      depth += b == '{' ? 1 : b == '}' ? -1 : 0;
      object.write(b);
    } while (depth > 0);
    return object.toString(UTF_8);
  }

  /** Everything until the other side closes. */
  String rest() {
    try {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a classic peer reads: once, into a buffer that is larger than allowed. */
  String readOnce() {
    try {
      byte[] buffer = new byte[4096];
      int length = socket.getInputStream().read(buffer);
      return length < 0 ? "" : new String(buffer, 0, length, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the other side has closed, in whatever way, with nothing more to read. */
  boolean isClosed() {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      throw new UncheckedIOException(e);
    } catch (IOException reset) {
      return true;
    }
  }

  void shutdownOutput() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A classic reply with the time in the queue made {@code W}. */
  static String timeless(String json) {
    return json.replaceAll("\"Waittime\":[0-9.E-]+", "\"Waittime\":W");
  }

  private int read() {
    try {
      return in.read();
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
