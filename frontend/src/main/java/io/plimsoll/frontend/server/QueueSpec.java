package io.plimsoll.frontend.server;

import io.plimsoll.cli.CommandException;
import io.plimsoll.protocol.QueueNames;

/** A queue as the command line names it. */
record QueueSpec(String name, Type type) {

  /** What a queue does with its items. */
  enum Type {
    /** One item at a time, to one worker. */
    WORK,
    /** A gang of items, to as many workers at the same instant. */
    REPLAY
  }

  /**
   * Reads {@code NAME[:TYPE]}; a queue named {@code replay} is a replay queue unless said
   * otherwise.
   *
   * @throws CommandException for a name or type that is none
   */
  static QueueSpec parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    if (!QueueNames.isValid(name)) {
      throw CommandException.usage("QUEUE", "'" + name + "'", QueueNames.RULE);
    }
    if (colon < 0) {
      return new QueueSpec(name, name.equals("replay") ? Type.REPLAY : Type.WORK);
    }
    String type = text.substring(colon + 1);
    return switch (type) {
      case "work" -> new QueueSpec(name, Type.WORK);
      case "replay" -> new QueueSpec(name, Type.REPLAY);
      default -> throw CommandException.usage("QUEUE", "'" + text + "'", "type work or replay");
    };
  }
}
