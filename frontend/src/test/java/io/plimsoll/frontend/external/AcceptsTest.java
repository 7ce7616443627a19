package io.plimsoll.frontend.external;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptsTest {

  /** What the API server, kubectl and client libraries send. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                                           | true
          */*                                                                          | true
          application/json                                                             | true
          APPLICATION/JSON; charset=utf-8                                              | true
          application/*;q=0.8                                                          | true
          application/json, */*                                                        | true
          application/vnd.kubernetes.protobuf, */*                                     | true
          application/vnd.kubernetes.protobuf,application/json                         | true
          application/json;as=Table;v=v1;g=meta.k8s.io,application/json                | true
          application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json | true
          application/vnd.kubernetes.protobuf                                          | false
          application/com.github.proto-openapi.spec.v2@v1.0+protobuf                   | false
          application/json;as=Table;v=v1;g=meta.k8s.io                                 | false
          application/json; as=APIGroupDiscoveryList                                   | false
          application/json;q=0                                                         | false
          application/json;q=0.000, text/html                                          | false
          text/html                                                                    | false
          ';'                                                                          | false
          ','                                                                          | false
          """)
  void plainJsonIsGivenToWhoeverTakesIt(String accept, boolean json) {
    assertThat(Accepts.json(accept)).isEqualTo(json);
  }
}
