package io.plimsoll.bench.soak;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The queues of a soak, one for each way in which clients end. */
enum SoakQueue {
  /** Clients stay, so each request has its answer. Some read slowly, some write byte by byte. */
  STAYING,
  /** Clients shut down their sending side while requests are outstanding. */
  LEAVING,
  /** Clients cut the connection, and what is on its way is lost. */
  ABRUPT,
  /** Clients and some of the workers speak classic: a connection for each exchange. */
  CLASSIC;

  /** As the frontend knows it. */
  String queueName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> queueNames() {
    return Arrays.stream(values()).map(SoakQueue::queueName).toList();
  }
}
