package io.plimsoll.replay.profile;

/** What is said once in a profile, or about the whole of it. */
record ProfileHead(String description, ReplaySpec spec, int requests, long durationMillis) {}
