package io.plimsoll.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;

/**
 * The kind of sockets in use: Linux's epoll where its native library loads, else the JDK's. Both
 * find out within 30 s that a host has gone without a word.
 */
public final class Transport implements AutoCloseable {

  /** Silence after which the kernel asks whether the peer's host is still there. */
  static final int KEEP_ALIVE_IDLE_SECONDS = 10;

  /**
   * As many as fit into the time: a kernel sends the probes of ten thousand connections that fell
   * silent together in one go, and loses most of what its queue of a thousand packets has no room
   * for. See {@code docs/decisions/keep-alive.md}.
   */
  static final int KEEP_ALIVE_PROBES = 15;

  static final int KEEP_ALIVE_INTERVAL_SECONDS = 1;

  /** Longest time for what was sent to stay unacknowledged: as long as the probes take. */
  static final int UNACKNOWLEDGED_MILLIS =
      1000 * (KEEP_ALIVE_IDLE_SECONDS + KEEP_ALIVE_PROBES * KEEP_ALIVE_INTERVAL_SECONDS);

  /** Connections the kernel completes before they are accepted: a burst of ten thousand clients. */
  private static final int BACKLOG = 16_384;

  /** Bytes read from one connection before the next has its turn: some hundred small messages. */
  private static final int READ_BYTES = 16_384;

  private final EventLoopGroup loops;
  private final boolean epoll;

  private Transport(EventLoopGroup loops, boolean epoll) {
    this.loops = loops;
    this.epoll = epoll;
  }

  /**
   * Starts {@code threads} event loops.
   *
   * @param name what the threads are called
   */
  public static Transport start(String name, int threads) {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new Transport(
        new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), io), epoll);
  }

  public EventLoopGroup loops() {
    return loops;
  }

  /** A bootstrap for listening sockets whose connections live on {@link #loops()}. */
  public ServerBootstrap server() {
    ServerBootstrap bootstrap = new ServerBootstrap().group(loops);
    Class<? extends ServerChannel> type =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    bootstrap
        .channel(type)
        .option(ChannelOption.SO_REUSEADDR, true)
        .option(ChannelOption.SO_BACKLOG, BACKLOG);
    socketOptions().forEach((option, value) -> childOption(bootstrap, option, value));
    return bootstrap;
  }

  /** A bootstrap for one outgoing connection on one of {@link #loops()}. */
  public Bootstrap client() {
    Class<? extends SocketChannel> type = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    Bootstrap bootstrap = new Bootstrap().group(loops).channel(type);
    socketOptions().forEach((option, value) -> option(bootstrap, option, value));
    return bootstrap;
  }

  private Map<ChannelOption<?>, Object> socketOptions() {
    Map<ChannelOption<?>, Object> options = new LinkedHashMap<>();
    options.put(ChannelOption.TCP_NODELAY, true);
    options.put(ChannelOption.SO_KEEPALIVE, true);
    AdaptiveRecvByteBufAllocator turns = new AdaptiveRecvByteBufAllocator(64, 1024, READ_BYTES);
    turns.maxMessagesPerRead(1);
    options.put(ChannelOption.RECVBUF_ALLOCATOR, turns);
    if (epoll) {
      options.put(EpollChannelOption.TCP_KEEPIDLE, KEEP_ALIVE_IDLE_SECONDS);
      options.put(EpollChannelOption.TCP_KEEPINTVL, KEEP_ALIVE_INTERVAL_SECONDS);
      options.put(EpollChannelOption.TCP_KEEPCNT, KEEP_ALIVE_PROBES);
    } else {
      options.put(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), KEEP_ALIVE_IDLE_SECONDS);
      options.put(
          NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), KEEP_ALIVE_INTERVAL_SECONDS);
      options.put(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), KEEP_ALIVE_PROBES);
    }
    return options;
  }

  @SuppressWarnings("unchecked")
  private static <T> void childOption(
      ServerBootstrap bootstrap, ChannelOption<T> option, Object v) {
    bootstrap.childOption(option, (T) v);
  }

  @SuppressWarnings("unchecked")
  private static <T> void option(Bootstrap bootstrap, ChannelOption<T> option, Object value) {
    bootstrap.option(option, (T) value);
  }

  /** Ends the event loops at once; what still waits to be sent is lost. Does not wait for them. */
  @Override
  public void close() {
    loops.shutdownGracefully(0, 0, java.util.concurrent.TimeUnit.MILLISECONDS);
  }
}
