package io.plimsoll.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace: as far as TCP can tell, a host of its own. It has no name, so those of other
 * test runs do not collide with it, and it lives as long as a process in it does. Its keeper ends
 * them all when this program ends, however that happens; with them go the namespace and its links.
 */
final class Host implements AutoCloseable {

  /** Its standard input is a pipe from this program, which the kernel closes at the latest. */
  private static final String KEEPER =
      """
      echo up
      cat >/dev/null
      here=$(readlink /proc/$$/ns/net)
      for process in /proc/[0-9]*; do
        [ "$process" = /proc/$$ ] || [ "$(readlink "$process/ns/net")" != "$here" ] ||
          kill -KILL "${process#/proc/}"
      done
      """;

  private static final int SECONDS = 20;

  private final Process keeper;

  /** Makes one, with its loopback interface up. */
  Host() {
    this.keeper = begin(List.of("unshare", "--net", "sh", "-c", KEEPER));
    try {
      BufferedReader out = keeper.inputReader(StandardCharsets.UTF_8);
      if (!"up".equals(out.readLine())) {
        throw new AssertionError("no network namespace: unshare --net failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("ip", "link", "set", "lo", "up");
  }

  /** Why this machine cannot have hosts; empty if it can. */
  static String whyNot() {
    try {
      String said =
          said(begin(List.of("unshare", "--net", "ip", "link", "add", "type", "veth")), 0);
      return said.isEmpty() ? "" : "needs root and network namespaces: " + said;
    } catch (UncheckedIOException e) {
      return "needs unshare of util-linux: " + e.getMessage();
    } catch (AssertionError e) {
      return "needs root, network namespaces and iproute2: " + e.getMessage();
    }
  }

  /** Lays a cable to another host: interface {@code lan} on both, with these addresses. */
  void connect(String address, Host other, String otherAddress) {
    String there = Long.toString(other.keeper.pid());
    run("ip", "link", "add", "lan", "type", "veth", "peer", "name", "lan", "netns", there);
    run("ip", "address", "add", address + "/30", "dev", "lan");
    run("ip", "link", "set", "lan", "up");
    other.run("ip", "address", "add", otherAddress + "/30", "dev", "lan");
    other.run("ip", "link", "set", "lan", "up");
  }

  /** From now on nobody hears anything of this host, nor it of anybody. */
  void vanish() {
    run("ip", "link", "set", "lan", "down");
  }

  /** What a command begins with that runs on this host. */
  List<String> wrapper() {
    return List.of("nsenter", "--net=/proc/" + keeper.pid() + "/ns/net");
  }

  /** Runs a command on this host; returns what it says. */
  String run(String... command) {
    List<String> all = new ArrayList<>(wrapper());
    all.addAll(List.of(command));
    return said(begin(all), 0);
  }

  /** Sends {@code text} to a TCP address from this host, and returns all that comes back. */
  String exchange(String address, String text) {
    return said(dial(address, text), 0);
  }

  /** The same, of which the output is still to come. Ends when the other side closes. */
  Process dial(String address, String text) {
    int colon = address.lastIndexOf(':');
    String socket = "/dev/tcp/" + address.substring(0, colon) + "/" + address.substring(colon + 1);
    List<String> all = new ArrayList<>(wrapper());
    all.addAll(
        List.of("bash", "-c", "exec 3<>\"$0\"; printf %s \"$1\" >&3; exec cat <&3", socket, text));
    return begin(all);
  }

  private static Process begin(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that a process says, which is to end with that exit code. */
  static String said(Process process, int exitCode) {
    try {
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != exitCode) {
        throw new AssertionError(process.info().commandLine().orElse("a command") + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Ends every process on this host, and with the last one the host. */
  @Override
  public void close() {
    try {
      keeper.getOutputStream().close();
      if (!keeper.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the keeper of a network namespace does not end");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
