package io.plimsoll.client.testing;

import io.plimsoll.cli.HostPort;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client port whose every byte a test writes and reads itself. */
public final class FakeFrontend implements AutoCloseable {

  private static final Pattern ID = Pattern.compile("\"Id\":(\\d+)");

  private final ServerSocket listener;
  private final List<Peer> peers = new ArrayList<>();

  public FakeFrontend() {
    this(0);
  }

  /** Listens where another one was before. */
  public FakeFrontend(int port) {
    try {
      listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      listener.setSoTimeout(Await.SECONDS * 1000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public HostPort address() {
    return new HostPort("127.0.0.1", listener.getLocalPort());
  }

  /** The next connection. */
  public Peer accept() {
    try {
      Peer peer = new Peer(listener.accept());
      synchronized (peers) {
        peers.add(peer);
      }
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on answers every request of every connection. */
  public FakeFrontend answering(Function<String, String> answer) {
    background(
        () -> {
          while (true) {
            Peer peer = accept();
            background(
                () -> {
                  while (true) {
                    peer.write(answer.apply(peer.object()));
                  }
                });
          }
        });
    return this;
  }

  private static void background(Runnable endless) {
    Thread thread =
        new Thread(
            () -> {
              try {
                endless.run();
              } catch (UncheckedIOException e) {
                // The test is over, or the client has gone.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** The {@code Id} of a request. */
  public static long id(String request) {
    Matcher id = ID.matcher(request);
    if (!id.find()) {
      throw new AssertionError("no Id in " + request);
    }
    return Long.parseLong(id.group(1));
  }

  /** A successful reply to a request of a session. */
  public static String success(String request) {
    return "{\"Id\":" + id(request) + ",\"Pod\":\"pod-1\",\"Node\":\"node-a\",\"Runtime\":0.25}\n";
  }

  /** A failed reply to a request of a session. */
  public static String failure(String request, String error) {
    return "{\"Id\":" + id(request) + ",\"Error\":\"" + error + "\",\"Retcode\":1}\n";
  }

  @Override
  public void close() {
    try {
      listener.close();
      synchronized (peers) {
        for (Peer peer : peers) {
          peer.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One connection of a client. */
  public static final class Peer {

    private final Socket socket;
    private final InputStream in;

    private Peer(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Await.SECONDS * 1000);
      in = new BufferedInputStream(socket.getInputStream());
    }

    /** The next bytes, exactly so many. */
    public String bytes(int count) {
      try {
        return new String(in.readNBytes(count), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The next object, without what is around it. Its texts must not hold braces. */
    public String object() {
      StringBuilder text = new StringBuilder();
      try {
        int next;
        do {
          next = in.read();
          if (next < 0) {
            throw new UncheckedIOException(new IOException("closed by the client"));
          }
          if (next == '{' || text.length() > 0) {
            text.append((char) next);
          }
        } while (next != '}');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return text.toString();
    }

    /** So many objects. */
    public List<String> objects(int count) {
      List<String> objects = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        objects.add(object());
      }
      return objects;
    }

    /** Whether the client has closed its side, with no further object sent before. */
    public boolean isClosedByClient() {
      try {
        int next;
        do {
          next = in.read();
        } while (next == '\n');
        return next < 0;
      } catch (IOException e) {
        return true;
      }
    }

    /** Writes in one piece. */
    public void write(String text) {
      try {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
