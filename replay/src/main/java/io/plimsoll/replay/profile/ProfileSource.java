package io.plimsoll.replay.profile;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** Where a profile comes from: a file, an {@code http(s)://} URL, or standard input. */
public final class ProfileSource {

  /** Standard input, as an argument. */
  public static final String STDIN = "-";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** A server that sends nothing for so long will not send the rest either. */
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

  /** Opens the source as it is. */
  @FunctionalInterface
  interface Opener {
    InputStream open() throws IOException;
  }

  private final String name;
  private final Opener opener;

  ProfileSource(String name, Opener opener) {
    this.name = name;
    this.opener = opener;
  }

  /**
   * A source as an argument names it. Nothing is opened yet.
   *
   * @param text path, URL, or {@code -} for standard input
   * @param stdin what {@code -} reads; closed at its end
   * @throws IllegalArgumentException {@code PROFILE: value (expected: ...)}
   */
  public static ProfileSource parse(String text, InputStream stdin) {
    return parse(text, stdin, CONNECT_TIMEOUT, IDLE_TIMEOUT);
  }

  static ProfileSource parse(String text, InputStream stdin, Duration connect, Duration idle) {
    if (text.equals(STDIN)) {
      return new ProfileSource("standard input", () -> stdin);
    }
    if (text.startsWith("http://") || text.startsWith("https://")) {
      URI uri = uri(text);
      return new ProfileSource(HttpFetch.name(uri), () -> new HttpFetch(connect, idle).open(uri));
    }
    try {
      return of(Path.of(text));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("PROFILE: " + text + " (expected: a path, a URL or -)", e);
    }
  }

  private static URI uri(String text) {
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("PROFILE: " + e.getMessage() + " (expected: a URL)", e);
    }
    throw new IllegalArgumentException("PROFILE: " + text + " (expected: a URL with a host)");
  }

  /** A file. */
  public static ProfileSource of(Path file) {
    return new ProfileSource(file.toString(), () -> openFile(file));
  }

  private static InputStream openFile(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("PROFILE: " + file + ": a folder (expected: a file)");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // A pipe has no position, which the stream below asks for to tell what is available.
      return new FileInputStream(file.toFile());
    }
    return Files.newInputStream(file);
  }

  /** For messages. */
  public String name() {
    return name;
  }

  /**
   * Opens the source and unpacks it if it is packed.
   *
   * @param maxBytes most bytes that may come out of the stream
   * @throws IOException naming the source if it cannot be read
   */
  public InputStream open(long maxBytes) throws IOException {
    InputStream in;
    try {
      in = opener.open();
    } catch (NoSuchFileException e) {
      throw new IOException("PROFILE: " + name + ": no such file (expected: a profile)", e);
    } catch (AccessDeniedException e) {
      throw new IOException("PROFILE: " + name + ": not allowed (expected: a file to read)", e);
    }
    return Unpacked.of(in, maxBytes);
  }
}
