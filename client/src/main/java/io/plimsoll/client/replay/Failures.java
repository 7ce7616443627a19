package io.plimsoll.client.replay;

import io.plimsoll.cli.Text;
import io.plimsoll.protocol.Reply;

/** Why a request or a runner failed, in words. */
final class Failures {

  private Failures() {}

  static String of(Reply reply) {
    if (!reply.error().isEmpty()) {
      return Text.printable(reply.error());
    }
    return "exit code " + reply.retcode();
  }
}
