package io.plimsoll.bench.soak;

/** What the clients of one queue have sent and heard. */
final class Tally {

  long sent;
  long succeeded;
  long failed;

  /** Withdrawals sent, and requests whose answer says so. */
  long withdrawals;

  long withdrawn;

  /** Requests of clients that left before the answer. */
  long dropped;

  /** Clients that left while something was outstanding. */
  long leavers;

  /** Answers to what was not outstanding: a second answer, or one to nothing. */
  long unexpected;

  /** Connections that the frontend ended although something was outstanding. */
  long cutOff;

  String firstUnexpected = "";

  /** How the first of those that were cut off ended. */
  String firstCutOff = "";

  long answered() {
    return succeeded + failed;
  }

  void cutOff(String how) {
    if (cutOff++ == 0) {
      firstCutOff = how;
    }
  }

  void unexpected(String text) {
    if (unexpected++ == 0) {
      firstUnexpected = text;
    }
  }
}
