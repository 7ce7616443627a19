package io.plimsoll.backend;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A pipe with a name, for a program that runs until a test lets it end. */
final class Fifo implements AutoCloseable {

  private final Path directory = Files.createTempDirectory("plimsoll");
  private final Path file = directory.resolve("fifo");
  private @Nullable OutputStream writer;

  Fifo() throws IOException, InterruptedException {
    int made = new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
    if (made != 0) {
      throw new IOException("mkfifo " + file + ": exit code " + made);
    }
  }

  String path() {
    return file.toString();
  }

  /** Waits until a program has opened it to read; that program then waits for {@link #finish}. */
  void awaitReader() throws IOException {
    writer = new FileOutputStream(file.toFile());
  }

  void finish() throws IOException {
    Objects.requireNonNull(writer).close();
  }

  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
    }
    Files.delete(file);
    Files.delete(directory);
  }
}
