package io.plimsoll.client.runnergroup;

import io.plimsoll.replay.report.FoundLine;

/**
 * What one pod of a group left.
 *
 * @param index which runner, from 0
 * @param pod its name
 * @param node where it ran; empty: nowhere, or not known
 * @param trouble how it ended as Kubernetes tells, such as {@code OOMKilled, exit code 137}; empty:
 *     well, or not known
 * @param line what its log has of its report
 */
record RunnerEnd(int index, String pod, String node, String trouble, FoundLine line) {}
