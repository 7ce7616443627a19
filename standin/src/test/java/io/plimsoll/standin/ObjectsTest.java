package io.plimsoll.standin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObjectsTest {

  private static final String PODS = "/api/v1/namespaces/default/pods";

  private final StandInServer server = StandInServer.start(StandInConfig.onFreePort());
  private final Http http = new Http(server);

  @AfterEach
  void stop() {
    server.close();
  }

  private static String pod(String name) {
    return "{\"metadata\":{\"name\":\""
        + name
        + "\"},\"spec\":{\"containers\":[{\"name\":\"c\"}]}}";
  }

  @Test
  void anObjectIsCreatedReadAndDeleted() {
    Http.Answer created = http.post(PODS, pod("a"));
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.at("/kind")).isEqualTo("Pod");
    assertThat(created.at("/apiVersion")).isEqualTo("v1");
    assertThat(created.at("/metadata/namespace")).isEqualTo("default");
    assertThat(created.at("/metadata/uid")).matches("[0-9a-f-]{36}");
    assertThat(created.at("/metadata/creationTimestamp")).matches("\\d{4}-.*Z");
    assertThat(http.get(PODS + "/a").body()).isEqualTo(created.body());
    assertThat(http.delete(PODS + "/a").at("/status")).isEqualTo("Success");
    assertThat(http.get(PODS + "/a").status()).isEqualTo(404);
  }

  @Test
  void whatIsNotThereIsToldInTheWordsOfKubernetes() {
    Http.Answer missing = http.get("/apis/apps/v1/namespaces/x/deployments/web");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.body())
        .isEqualTo(
            "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\","
                + "\"message\":\"deployments.apps \\\"web\\\" not found\",\"reason\":\"NotFound\","
                + "\"details\":{\"name\":\"web\",\"group\":\"apps\",\"kind\":\"deployments\"},"
                + "\"code\":404}");
  }

  @Test
  void aSecondObjectOfTheSameNameIsRefused() {
    http.post(PODS, pod("a"));
    Http.Answer second = http.post(PODS, pod("a"));
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.at("/reason")).isEqualTo("AlreadyExists");
    assertThat(second.at("/message")).isEqualTo("pods \"a\" already exists");
  }

  @Test
  void anUpdateOfAnOldVersionIsAConflict() {
    String first = http.post(PODS, pod("a")).body();
    assertThat(http.put(PODS + "/a", first.replace("\"c\"", "\"d\"")).status()).isEqualTo(200);
    Http.Answer second = http.put(PODS + "/a", first);
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.at("/reason")).isEqualTo("Conflict");
    assertThat(second.at("/message")).contains("the object has been modified");
  }

  @Test
  void anUpdateOfWhatIsNotThereIsNotFound() {
    assertThat(http.put(PODS + "/a", pod("a")).status()).isEqualTo(404);
  }
}
