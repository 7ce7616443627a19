package io.plimsoll.client.load;

import io.plimsoll.cli.CommandException;
import io.plimsoll.protocol.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several sessions with the frontend, over which the requests are spread in turn. A session is
 * opened when there may be requests for it. Confined to the load's event loop.
 */
final class Sessions implements Link {

  private final Frontend frontend;
  private final List<Session> sessions = new ArrayList<>();

  /** How many are in use: as many as requests were ever expected at once. */
  private int used;

  /** Whether all in use have been open: before that the first would get all requests. */
  private boolean spread;

  private int next;

  /**
   * @param template what every request has in common
   */
  Sessions(Frontend frontend, int connections, Request template) {
    this.frontend = frontend;
    for (int i = 0; i < connections; i++) {
      sessions.add(new Session(frontend, template));
    }
  }

  @Override
  public void expect(int requests) {
    int wanted = Math.min(sessions.size(), requests);
    if (wanted > used) {
      used = wanted;
      spread = false;
    }
  }

  @Override
  public boolean open() {
    spread = spread || allOpened();
    return spread;
  }

  @Override
  public boolean send(long dueNanos) {
    open();
    for (int tried = 0; spread && tried < used; tried++) {
      next = (next + 1) % used;
      if (sessions.get(next).send(dueNanos)) {
        return true;
      }
    }
    return false;
  }

  private boolean allOpened() {
    boolean all = true;
    for (Session session : sessions.subList(0, used)) {
      all &= session.openFirst();
    }
    return all;
  }

  @Override
  public boolean connected() {
    return !frontend.isDown() && sessions.stream().anyMatch(Session::isOpen);
  }

  @Override
  public @Nullable CommandException gone() {
    return frontend.gone();
  }

  @Override
  public void withdraw() {
    sessions.forEach(Session::withdraw);
  }

  @Override
  public void close() {
    frontend.close();
    sessions.forEach(Session::close);
  }
}
