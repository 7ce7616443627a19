package io.plimsoll.replay.profile;

import java.io.IOException;

/**
 * Takes a profile while it is read. It may be given nothing, and is told nothing of what is bad.
 */
public interface ProfileSink {

  /** The description; at most once, before or after the requests. */
  default void onDescription(String description) throws IOException, ProfileException {}

  /** How the profile is to be run; at most once, before or after the requests. */
  default void onSpec(ReplaySpec spec) throws IOException, ProfileException {}

  /**
   * The next request.
   *
   * @param index of its entry, from 0
   * @param line where its entry starts
   */
  void onRequest(int index, int line, ReplayRequest request) throws IOException, ProfileException;
}
