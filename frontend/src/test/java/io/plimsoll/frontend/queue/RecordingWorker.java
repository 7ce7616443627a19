package io.plimsoll.frontend.queue;

import io.plimsoll.protocol.WorkItem;
import java.util.List;

/** A worker that does nothing but note what it is told, one line each. */
record RecordingWorker(String pod, List<String> told) implements WorkerLink {

  @Override
  public void give(Poll poll, WorkItem item) {
    String runner = item.runners() > 0 ? " " + item.runner() + " of " + item.runners() : "";
    told.add(pod + " gets " + item.args().get(0) + runner);
  }

  @Override
  public void go(Poll poll) {
    told.add(pod + " go");
  }

  @Override
  public void nothing(Poll poll, boolean empty, String error) {
    told.add(pod + (empty ? " empty" : " nothing: " + error));
  }

  @Override
  public void cancel(Poll poll) {
    told.add(pod + " cancel");
  }

  @Override
  public void reject(Poll poll, String error) {
    told.add(pod + " rejected: " + error);
  }

  @Override
  public void vanished(Poll poll) {
    told.add(pod + " overdue");
  }

  @Override
  public String address() {
    return "10.0.0.1:4711";
  }
}
