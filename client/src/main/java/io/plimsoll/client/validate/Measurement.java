package io.plimsoll.client.validate;

import io.plimsoll.client.load.Period;

/**
 * What one visit to one step came to.
 *
 * @param round from 1
 * @param size replicas of the fleet
 * @param parallelism requests outstanding at any time
 * @param throughputPerSecond by Little's law: parallelism / mean total time; 0 if nothing succeeded
 * @param period all that the client measured
 */
record Measurement(
    int round, int size, int parallelism, double throughputPerSecond, Period period) {}
