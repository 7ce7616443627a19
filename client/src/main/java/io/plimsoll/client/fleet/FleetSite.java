package io.plimsoll.client.fleet;

import io.plimsoll.client.load.Access;
import java.util.List;

/**
 * A fleet, and the frontend that its backends pull from.
 *
 * @param fleet of no replicas so far, or of as many as it has anyway
 * @param queue that the fleet pulls from
 * @param requestArgs arguments that requests must have, for a fleet whose own command line has none
 * @param access the way to the frontend for those who send requests
 * @param status of the frontend
 * @param ownFrontend what to close after the fleet: at most one
 */
public record FleetSite(
    Fleet fleet,
    String queue,
    List<String> requestArgs,
    Access access,
    FrontendStatus status,
    List<LocalFrontend> ownFrontend)
    implements AutoCloseable {

  public FleetSite {
    requestArgs = List.copyOf(requestArgs);
    ownFrontend = List.copyOf(ownFrontend);
  }

  /** Brings everything back to what it was before, whatever has happened. For any thread. */
  @Override
  public void close() {
    try {
      fleet.close();
    } finally {
      ownFrontend.forEach(LocalFrontend::close);
    }
  }
}
