package io.plimsoll.client.validate;

import io.plimsoll.client.fleet.Fleet;
import java.time.Duration;

/** A fleet whose replicas are there as soon as they are asked for. */
final class TestFleet implements Fleet {

  private final int maxSize;
  private final int slots;
  private int size;

  TestFleet(int maxSize, int slots) {
    this.maxSize = maxSize;
    this.slots = slots;
  }

  @Override
  public String name() {
    return "test";
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public int maxSize() {
    return maxSize;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void scaleTo(int size) {
    this.size = size;
  }

  @Override
  public int ready() {
    return size;
  }

  @Override
  public void awaitReady(Duration most) {}

  @Override
  public void close() {}
}
