package io.plimsoll.replay.execute;

import io.plimsoll.replay.report.RequestError;
import io.plimsoll.replay.report.RequestOutcome;
import io.plimsoll.replay.report.RequestResult;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request of a run, from its start to its end. It belongs to the thread of the run; the event
 * loop of its connection only hands it over, once with the head of a watch and once with the end.
 */
final class Flight implements ApiCall.Listener {

  final int index;
  final ApiRequest request;
  private final int expect;
  private final boolean orderViolation;

  /** When it was handed to the client, on the clock of the run. */
  final long startNanos;

  private final long dueNanos;
  private final long heldByOrderNanos;
  private final long heldByPlacesNanos;
  private final long generatorLateNanos;
  private final Consumer<Flight> handover;

  /** The end of a watch may be seen while its head is being looked at. */
  private volatile boolean callHasEnded;

  private @Nullable ApiCall call;

  /** The run has seen the head of the watch. */
  boolean answered;

  /** The run is done with it. */
  boolean recorded;

  Flight(
      int index,
      ApiRequest request,
      int expect,
      boolean orderViolation,
      long dueNanos,
      long heldByOrderNanos,
      long heldByPlacesNanos,
      long generatorLateNanos,
      Consumer<Flight> handover) {
    this.index = index;
    this.request = request;
    this.expect = expect;
    this.orderViolation = orderViolation;
    this.dueNanos = dueNanos;
    this.heldByOrderNanos = heldByOrderNanos;
    this.heldByPlacesNanos = heldByPlacesNanos;
    this.generatorLateNanos = generatorLateNanos;
    this.startNanos = dueNanos + heldByOrderNanos + heldByPlacesNanos + generatorLateNanos;
    this.handover = handover;
  }

  @Override
  public void onHead(ApiCall head) {
    if (request.watch()) {
      handover.accept(this);
    }
  }

  @Override
  public void onEnd(ApiCall ended) {
    callHasEnded = true;
    handover.accept(this);
  }

  void started(ApiCall sent) {
    call = sent;
  }

  ApiCall call() {
    if (call == null) {
      throw new IllegalStateException("request " + index + " was not sent");
    }
    return call;
  }

  boolean callHasEnded() {
    return callHasEnded;
  }

  /**
   * What became of it; the call has ended, or is an answered watch.
   *
   * @param zeroNanos the start of the run on the client's clock
   */
  RequestResult result(long zeroNanos) {
    ApiCall done = call();
    boolean answeredWatch = request.watch() && done.status() != 0;
    // What ends the stream of a watch does not matter.
    RequestError error = answeredWatch ? null : done.error();
    if (error == null && done.status() >= 400 && done.status() != expect) {
      error = Failures.ofStatus(done.status());
    }
    RequestOutcome outcome =
        done.isCancelled() && !answeredWatch
            ? RequestOutcome.CANCELLED
            : error != null ? RequestOutcome.FAILED : RequestOutcome.SUCCEEDED;
    // What the client's own threads take until they send is the generator's, not the server's.
    long sentNanos = Math.max(startNanos, done.sentNanos() - zeroNanos);
    long endNanos = (answeredWatch ? done.headNanos() : done.endNanos()) - zeroNanos;
    return new RequestResult(
        request.urlKey(),
        request.url(),
        outcome,
        dueNanos,
        sentNanos,
        Math.max(sentNanos, endNanos),
        done.status(),
        done.receivedBytes(),
        expect != 0 && done.status() != expect && outcome != RequestOutcome.CANCELLED,
        orderViolation,
        heldByOrderNanos,
        heldByPlacesNanos,
        generatorLateNanos + sentNanos - startNanos,
        outcome == RequestOutcome.FAILED ? error : null);
  }

  /** What became of a request that was never sent. */
  static RequestResult notStarted(long dueNanos) {
    return new RequestResult(
        "", "", RequestOutcome.NOT_STARTED, dueNanos, 0, 0, 0, 0, false, false, 0, 0, 0, null);
  }

  /** As cancelled at that time, on the clock of the run; the call has not ended. */
  RequestResult cancelled(long nowNanos) {
    return new RequestResult(
        request.urlKey(),
        request.url(),
        RequestOutcome.CANCELLED,
        dueNanos,
        startNanos,
        Math.max(startNanos, nowNanos),
        0,
        0,
        false,
        orderViolation,
        heldByOrderNanos,
        heldByPlacesNanos,
        generatorLateNanos,
        null);
  }
}
