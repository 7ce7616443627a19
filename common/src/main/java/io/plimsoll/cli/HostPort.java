package io.plimsoll.cli;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address as options have it.
 *
 * @param host name or address without brackets; empty = every interface
 * @param port 0 to 65535; 0 = any free port
 */
public record HostPort(String host, int port) {

  /** What an address must look like, for error texts. */
  public static final String RULE = "host:port, :port for every interface, or [::1]:port";

  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+(?:%\\w+)?)]|([^\\s:\\[\\]/]*)):(\\d{1,5})");

  private static final int MAX_PORT = 65_535;

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException with a text that says what is expected
   */
  public static HostPort parse(String text) {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      int port = Integer.parseInt(form.group(3));
      if (port <= MAX_PORT) {
        return new HostPort(form.group(1) != null ? form.group(1) : form.group(2), port);
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' (expected: " + RULE + ", port 0 to " + MAX_PORT + ")");
  }

  /** The address to listen on; unresolved if the host has no address. */
  public InetSocketAddress toListen() {
    return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
  }

  /** The address to connect to, looked up now; an empty host is this machine. */
  public InetSocketAddress toConnect() {
    return new InetSocketAddress(host.isEmpty() ? "localhost" : host, port);
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /** The numeric form of a bound or connected address. */
  public static HostPort of(InetSocketAddress address) {
    return new HostPort(
        address.getAddress() == null
            ? address.getHostString()
            : NetUtil.toAddressString(address.getAddress()),
        address.getPort());
  }
}
