package io.plimsoll.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A peer of the frontend: sends text, and is called with each JSON object that comes. */
public abstract class Connection {

  /** Enough for some replies: ten thousand connections are to fit into the memory there is. */
  private static final int FIRST_BYTES = 512;

  /** Holds some hundred replies; a connection that needs more at a time is given more. */
  private static final int READ_BYTES = 16_384;

  private final Loop loop;
  private final Pace pace;
  private final SocketChannel channel;
  private final SelectionKey key;
  private ByteBuffer in = ByteBuffer.allocate(FIRST_BYTES);
  private ByteBuffer out = ByteBuffer.allocate(FIRST_BYTES);
  private int scanned;
  private int depth;
  private int begin;
  private boolean flushes;
  private boolean finishing;
  private boolean open = true;
  private String end = "closed by this side";
  private long lookedNanos = System.nanoTime();
  private long times = 1;

  /** Connects. */
  protected Connection(Loop loop, InetSocketAddress to, Pace pace) {
    this.loop = loop;
    this.pace = pace;
    try {
      channel = SocketChannel.open();
      if (pace.slow()) {
        // So that what it does not read soon waits at the frontend.
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
      }
      channel.connect(to);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      key = channel.register(loop.selector(), pace.slow() ? 0 : SelectionKey.OP_READ, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (pace.slow()) {
      loop.after(pace.everyNanos(), this::look);
    }
  }

  /** A whole JSON object, from {@code from} to before {@code to}. */
  protected abstract void object(byte[] bytes, int from, int to);

  /** The connection has ended, from either side. Called once. */
  protected abstract void closed();

  protected final Loop loop() {
    return loop;
  }

  public final Pace pace() {
    return pace;
  }

  public final boolean isOpen() {
    return open;
  }

  /** Why it has ended. */
  protected final String end() {
    return end;
  }

  /** Sends ASCII text at the end of this turn of the loop. */
  protected final void send(CharSequence text) {
    if (!open || finishing) {
      return;
    }
    out = room(out, text.length());
    for (int i = 0; i < text.length(); i++) {
      out.put((byte) text.charAt(i));
    }
    flushLater();
  }

  /** Shuts down the sending side after what is to be sent, and reads on. */
  public final void finish() {
    finishing = true;
    flushLater();
  }

  /** Ends the connection without a word: what was not read yet is lost. */
  public final void cut() {
    if (open) {
      try {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      } catch (IOException gone) {
        // Then it is cut already.
      }
      over();
    }
  }

  /** Ends the connection. */
  public final void close() {
    over();
  }

  final void ready() {
    if (open && key.isWritable()) {
      flush();
    }
    if (open && key.isReadable()) {
      read();
    }
  }

  final void flush() {
    flushes = false;
    if (open && !pace.slow()) {
      write();
    }
  }

  /**
   * A slow peer does a little, every now and then; as much more as it is late, for the frontend has
   * no patience with a message that takes longer and longer.
   */
  private void look() {
    long now = System.nanoTime();
    times = Math.max(1, (now - lookedNanos) / pace.everyNanos());
    // What is left of the time counts for the next look, or the pace would be half on a busy loop.
    lookedNanos += times * pace.everyNanos();
    if (open) {
      read();
    }
    if (open) {
      write();
    }
    if (open) {
      loop.after(pace.everyNanos(), this::look);
    }
  }

  private void flushLater() {
    if (open && !flushes && !pace.slow()) {
      flushes = true;
      loop.flushLater(this);
    }
  }

  private void write() {
    out.flip();
    int all = out.limit();
    try {
      if (all > 0) {
        out.limit((int) Math.min(all, times * pace.writeBytes()));
        channel.write(out);
        out.limit(all);
      }
      out.compact();
      boolean rest = out.position() > 0;
      if (!rest && finishing) {
        channel.shutdownOutput();
      }
      if (!pace.slow()) {
        key.interestOps(SelectionKey.OP_READ | (rest ? SelectionKey.OP_WRITE : 0));
      }
    } catch (IOException gone) {
      end = "writing: " + gone.getMessage();
      over();
    }
  }

  private void read() {
    in = room(in, 1);
    int limit = (int) Math.min(in.capacity(), in.position() + times * pace.readBytes());
    in.limit(limit);
    int read;
    try {
      read = channel.read(in);
    } catch (IOException gone) {
      end = "reading: " + gone.getMessage();
      read = -1;
    }
    in.limit(in.capacity());
    boolean full = in.remaining() == 0;
    objects();
    if (full && in.capacity() < READ_BYTES) {
      in = room(in, in.capacity());
    }
    if (read < 0) {
      over();
    }
  }

  /** Cuts what was read at the braces. */
  private void objects() {
    byte[] bytes = in.array();
    int end = in.position();
    for (int at = scanned; at < end && open; at++) {
      if (bytes[at] == '{' && depth++ == 0) {
        begin = at;
      } else if (bytes[at] == '}' && --depth == 0) {
        object(bytes, begin, at + 1);
        begin = at + 1;
      }
    }
    if (depth == 0) {
      in.clear();
      scanned = 0;
      begin = 0;
    } else {
      in.flip().position(begin);
      in.compact();
      scanned = in.position();
      begin = 0;
    }
  }

  private void over() {
    if (!open) {
      return;
    }
    open = false;
    key.cancel();
    try {
      channel.close();
    } catch (IOException gone) {
      // It has an end in any case.
    }
    closed();
  }

  private static ByteBuffer room(ByteBuffer buffer, int bytes) {
    if (buffer.remaining() >= bytes) {
      return buffer;
    }
    ByteBuffer larger = ByteBuffer.allocate(2 * (buffer.position() + bytes));
    return larger.put(buffer.flip());
  }

  /** A message as text, for error texts. */
  protected static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
