package io.plimsoll.frontend.queue;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The two lines of a queue: items that wait for a worker, and polls that wait for an item. Both are
 * served in the order of arrival.
 *
 * <p>A classic worker cannot take a long item. So that it need not search past those, long items
 * stand in a list of their own, and so do classic polls; arrival numbers keep the order across
 * both.
 */
final class Lines {

  private final Fifo<Item> shortItems = new Fifo<>();
  private final Fifo<Item> longItems = new Fifo<>();
  private final Fifo<Poll> sessionPolls = new Fifo<>();
  private final Fifo<Poll> classicPolls = new Fifo<>();
  private long arrivals;

  int items() {
    return shortItems.size() + longItems.size();
  }

  int polls() {
    return sessionPolls.size() + classicPolls.size();
  }

  /** Notes that an item is the newest: also one that need not wait now may have to later. */
  void arrived(Item item) {
    item.arrival = ++arrivals;
  }

  /** Appends an item that has just arrived. */
  void append(Item item) {
    itemsLike(item).add(item);
  }

  /** Puts an item back in front of all that arrived after it. */
  void restore(Item item) {
    itemsLike(item).restore(item);
  }

  void remove(Item item) {
    itemsLike(item).remove(item);
  }

  void park(Poll poll) {
    poll.arrival = ++arrivals;
    pollsLike(poll).add(poll);
  }

  void unpark(Poll poll) {
    pollsLike(poll).remove(poll);
  }

  /** The oldest item, or null. */
  @Nullable Item firstItem() {
    return Fifo.older(shortItems.peek(), longItems.peek());
  }

  /** The oldest session poll, or null. */
  @Nullable Poll firstSessionPoll() {
    return sessionPolls.peek();
  }

  /** The oldest item that this poll can take, or null. */
  @Nullable Item itemFor(Poll poll) {
    return poll.session() ? firstItem() : shortItems.peek();
  }

  /** The oldest poll that can take this item, or null. */
  @Nullable Poll pollFor(Item item) {
    return item.fitsClassic()
        ? Fifo.older(sessionPolls.peek(), classicPolls.peek())
        : sessionPolls.peek();
  }

  /** Calls {@code action} for each waiting item, which it may remove. */
  void forEachItem(Consumer<Item> action) {
    shortItems.forEach(action);
    longItems.forEach(action);
  }

  /** Calls {@code action} for each item that only a session worker can take; it may remove it. */
  void forEachLongItem(Consumer<Item> action) {
    longItems.forEach(action);
  }

  void forEachPoll(Consumer<Poll> action) {
    sessionPolls.forEach(action);
    classicPolls.forEach(action);
  }

  private Fifo<Item> itemsLike(Item item) {
    return item.fitsClassic() ? shortItems : longItems;
  }

  private Fifo<Poll> pollsLike(Poll poll) {
    return poll.session() ? sessionPolls : classicPolls;
  }
}
