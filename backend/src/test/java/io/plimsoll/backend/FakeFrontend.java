package io.plimsoll.backend;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A frontend's worker port, driven by hand: a real socket, literal bytes. */
final class FakeFrontend implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 20_000;

  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  FakeFrontend() throws IOException {
    listening.setSoTimeout(TIMEOUT_MILLIS);
  }

  /** A frontend on a port that was used before. */
  static ServerSocket listenOn(int port) throws IOException {
    return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
  }

  /** A message of the original tool. */
  static String recorded(String name) throws IOException {
    return Files.readString(Path.of("../testdata/wire", name));
  }

  int port() {
    return listening.getLocalPort();
  }

  Worker accept() throws IOException {
    return accept(listening);
  }

  static Worker accept(ServerSocket listening) throws IOException {
    listening.setSoTimeout(TIMEOUT_MILLIS);
    Socket socket = listening.accept();
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return new Worker(socket, socket.getInputStream());
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  /** One connection of a backend. */
  record Worker(Socket socket, InputStream in) implements AutoCloseable {

    /** The next message of a session, without its newline. */
    String line() throws IOException {
      return until('\n');
    }

    /** The next message of classic mode, which ends with its brace. */
    String object() throws IOException {
      return until('}') + "}";
    }

    private String until(char end) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      int b;
      while ((b = in.read()) != end) {
        if (b < 0) {
          throw new IOException("the backend closed after '" + bytes + "'");
        }
        bytes.write(b);
      }
      return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Whether the backend shuts down its sending side next, with nothing before it. */
    boolean ends() throws IOException {
      return in.read() < 0;
    }

    void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What the frontend does after the last message. */
    void hangUp() throws IOException {
      socket.close();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
