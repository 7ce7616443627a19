package io.plimsoll.client.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A control port that wants a token from whoever changes the load. */
class ControlTokenTest extends ControlPort {

  private static final String TOKEN = "s3cret-token/==";

  ControlTokenTest() {
    super(new ControlToken(TOKEN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/parallelism?value=3", "/parallel?value=3", "/rate?value=3", "/reset"})
  void changeWithoutTokenIsRefusedAndCountedAndChangesNothing(String path) {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body())
        .isEqualTo("Authorization: missing (expected: Bearer and the token)\n");
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"plimsoll client\"");
    assertNothingChanged();
    assertThat(load.snapshot().load().refusedHttpRequests()).isEqualTo(Map.of(401, 1L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong-token",
        "Bearer s3cret-token/=",
        "Bearer s3cret-token/==x",
        "Bearer S3CRET-TOKEN/==",
        "Bearer ",
        "Bearer",
        "Basic s3cret-token/==",
        "s3cret-token/=="
      })
  void changeWithAnotherTokenIsRefused(String authorization) {
    HttpResponse<String> response = get("/parallelism?value=3", "Authorization", authorization);
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body())
        .isEqualTo("Authorization: wrong (expected: Bearer and the token)\n");
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"plimsoll client\", error=\"invalid_token\"");
    assertNothingChanged();
  }

  private void assertNothingChanged() {
    assertThat(body("/fails")).isEqualTo("1\n");
    assertThat(body("/parallelism")).isEqualTo("1\n");
    assertThat(body("/rate")).isEqualTo("0\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER   "})
  void changeWithTheTokenIsMade(String scheme) {
    assertThat(get("/parallelism?value=3", "Authorization", scheme + TOKEN).body())
        .isEqualTo("3\n");
    assertThat(body("/parallelism")).isEqualTo("3\n");
    assertThat(get("/reset", "Authorization", scheme + TOKEN).body()).isEqualTo("0\n");
    assertThat(get("/rate?value=0", "Authorization", scheme + TOKEN).body()).isEqualTo("0\n");
  }

  @Test
  void valueIsLookedAtOnlyWithTheToken() {
    assertThat(get("/parallelism?value=x").statusCode()).isEqualTo(401);
    assertThat(get("/parallelism?value=x", "Authorization", "Bearer " + TOKEN).statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/stats", "/parallelism", "/rate", "/fails", "/nodes", "/metrics", "/report"})
  void whatOnlyTellsNeedsNoToken(String path) {
    assertThat(get(path).statusCode()).isEqualTo(200);
  }

  @Test
  void longestTokenFitsARequestsHead() {
    String longest = "t".repeat(ControlToken.MOST_CHARACTERS);
    assertThat(new ControlToken(longest).value()).hasSize(1024);
    assertThat(get("/reset", "Authorization", "Bearer " + longest).statusCode()).isEqualTo(401);
    assertThatIllegalArgumentException().isThrownBy(() -> new ControlToken(longest + "t"));
    assertThat(new ControlToken("12345678").value()).hasSize(ControlToken.LEAST_CHARACTERS);
    assertThatIllegalArgumentException().isThrownBy(() -> new ControlToken("1234567"));
  }
}
