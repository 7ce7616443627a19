package io.plimsoll.backend.workload;

/**
 * Hears how one part of a profile goes, on a thread of that part.
 *
 * @param <O> what the part leaves
 */
interface PartListener<O> {

  /** How far it is; a total of 0 is not known. */
  void onProgress(long done, long total, long failed);

  /** It is over. Called exactly once, and last. */
  void onEnd(O outcome);
}
