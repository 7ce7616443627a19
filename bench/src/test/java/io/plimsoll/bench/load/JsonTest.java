package io.plimsoll.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTest {

  private static final byte[] REPLY = Json.bytes("xx{\"Id\":123,\"Retcode\":0}{\"Id\":7}");

  @Test
  void aNumberIsReadWithinItsObjectOnly() {
    byte[] id = Json.bytes("\"Id\":");

    assertThat(Json.number(REPLY, 2, 24, id)).isEqualTo(123);
    assertThat(Json.number(REPLY, 24, REPLY.length, id)).isEqualTo(7);
    assertThat(Json.number(REPLY, 2, 24, Json.bytes("\"Wait\":"))).isEqualTo(-1);
  }

  @Test
  void aFieldOfTheNextObjectIsNotFound() {
    assertThat(Json.has(REPLY, 2, 24, Json.bytes("\"Retcode\":0"))).isTrue();
    assertThat(Json.has(REPLY, 24, REPLY.length, Json.bytes("\"Retcode\":0"))).isFalse();
    assertThat(Json.has(REPLY, 2, 24, Json.bytes("\"Id\":7"))).isFalse();
  }
}
