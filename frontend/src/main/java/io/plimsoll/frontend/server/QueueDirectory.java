package io.plimsoll.frontend.server;

import io.plimsoll.protocol.QueueNames;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The queues by name. Immutable after it is made. */
final class QueueDirectory {

  private final Map<String, QueueOwner> owners;

  QueueDirectory(Map<String, QueueOwner> owners) {
    this.owners = new LinkedHashMap<>(owners);
  }

  /** The queue of that name, or null. */
  @Nullable QueueOwner find(String name) {
    return owners.get(name);
  }

  /** Why there is no queue of that name: the text of the error reply. */
  String whyNot(String name) {
    if (!QueueNames.isValid(name)) {
      return "invalid queue name '" + name + "'";
    }
    return "Unknown '" + name + "' queue";
  }

  Collection<QueueOwner> all() {
    return owners.values();
  }
}
