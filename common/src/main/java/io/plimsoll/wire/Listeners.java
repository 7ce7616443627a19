package io.plimsoll.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.HostPort;
import java.nio.channels.UnresolvedAddressException;
import java.util.regex.Pattern;

/** What opening a listening port comes to. */
public final class Listeners {

  /** What the native transport puts before the system's own words. */
  private static final Pattern SYSTEM_CALL =
      Pattern.compile("^\\S+ failed with error\\(-\\d+\\): ");

  private Listeners() {}

  /**
   * The listening channel of a bind that is done.
   *
   * @param option the option that named {@code address}
   * @throws CommandException if it failed: exit code 3 and a line that names the port
   */
  public static Channel opened(ChannelFuture bound, String option, HostPort address) {
    if (!bound.isSuccess()) {
      Throwable cause = bound.cause();
      String why =
          cause instanceof UnresolvedAddressException
              ? "unknown host"
              : SYSTEM_CALL.matcher(String.valueOf(cause.getMessage())).replaceFirst("");
      throw new CommandException(
          ExitCode.UNREACHABLE, option + ": cannot listen on " + address + ": " + why, cause);
    }
    return bound.channel();
  }
}
