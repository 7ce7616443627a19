package io.plimsoll.standin;

import io.plimsoll.cli.HostPort;
import io.plimsoll.standin.store.ResourceType;
import java.util.List;

/**
 * How a server is to be.
 *
 * @param listen port 0 picks a free one
 * @param strictNamespaces whether a namespace must exist before anything is created in it
 * @param resources custom kinds
 * @param seed of everything that is drawn
 */
public record StandInConfig(
    HostPort listen, boolean strictNamespaces, List<ResourceType> resources, long seed) {

  /** Plain HTTP on a free port of this machine, with the built-in kinds. */
  public static StandInConfig onFreePort() {
    return new StandInConfig(new HostPort("127.0.0.1", 0), false, List.of(), 1);
  }
}
