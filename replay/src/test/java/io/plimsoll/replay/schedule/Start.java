package io.plimsoll.replay.schedule;

/** One call of a {@link StartSink}. */
record Start(int index, long heldByOrder, long heldByPlaces, long generatorLate) {}
