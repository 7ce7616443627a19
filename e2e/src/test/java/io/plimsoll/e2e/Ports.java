package io.plimsoll.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Ports of the loopback interface for servers that are to be found where they were. They lie below
 * those that the kernel gives to outgoing connections: who dials one of those again and again while
 * nobody listens is connected to itself in the end, and then the port is taken.
 */
final class Ports {

  private static final int LOWEST = 10_000;

  /** Linux gives 32,768 and above to outgoing connections. */
  private static final int HIGHEST = 32_000;

  private Ports() {}

  /** Addresses that nobody listens on. */
  static List<String> free(int count) {
    RandomGenerator random = RandomGenerator.getDefault();
    List<String> free = new ArrayList<>();
    while (free.size() < count) {
      int port = random.nextInt(LOWEST, HIGHEST);
      String address = "127.0.0.1:" + port;
      try (ServerSocket held = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        if (held.isBound() && !free.contains(address)) {
          free.add(address);
        }
      } catch (IOException taken) {
        // Then another.
      }
    }
    return free;
  }
}
