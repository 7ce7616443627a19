package io.plimsoll.protocol;

/** What a backend sends to the frontend. */
public sealed interface WorkerMessage extends Message
    permits WorkRequest, TakeBack, GiveBack, Ready, Reply, Progress {}
