package io.plimsoll.frontend.queue;

/** The longest times of a period, in seconds, and who ran longest. */
public final class Maxima {

  /**
   * Most characters of a name that is kept: the longest that Kubernetes allows. A reply may bring
   * one of megabytes, and each scraper's maxima would hold on to it.
   */
  static final int NAME_CHARACTERS = 253;

  private double waitSeconds;
  private double runSeconds;
  private double totalSeconds;
  private String pod = "";
  private String node = "";

  void waited(double seconds) {
    waitSeconds = Math.max(waitSeconds, seconds);
  }

  void ran(double wait, double run, String runPod, String runNode) {
    if (run > runSeconds) {
      runSeconds = run;
      pod = Brief.of(runPod, NAME_CHARACTERS);
      node = Brief.of(runNode, NAME_CHARACTERS);
    }
    totalSeconds = Math.max(totalSeconds, wait + run);
  }

  void merge(Maxima other) {
    waited(other.waitSeconds);
    if (other.runSeconds > runSeconds) {
      runSeconds = other.runSeconds;
      pod = other.pod;
      node = other.node;
    }
    totalSeconds = Math.max(totalSeconds, other.totalSeconds);
  }

  Maxima copy() {
    Maxima copy = new Maxima();
    copy.merge(this);
    return copy;
  }

  /** Longest time in the queue of an item that was handed out. */
  public double waitSeconds() {
    return waitSeconds;
  }

  /** Longest run of an item whose reply came. */
  public double runSeconds() {
    return runSeconds;
  }

  /** Longest sum of both. */
  public double totalSeconds() {
    return totalSeconds;
  }

  /** The pod of the longest run; empty when nothing ran. */
  public String pod() {
    return pod;
  }

  /** The node of the longest run; empty when nothing ran. */
  public String node() {
    return node;
  }
}
