package io.plimsoll.protocol;

/** What the frontend sends to a backend. */
public sealed interface WorkerAnswer extends Message permits WorkItem, NoItem, CancelItem, Go {}
