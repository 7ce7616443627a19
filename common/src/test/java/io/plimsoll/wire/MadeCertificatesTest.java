package io.plimsoll.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Certificates made by hand, before Java's own parser and checks. */
class MadeCertificatesTest {

  private final Instant now = Instant.now();

  private final MadeCertificates made =
      MadeCertificates.make("some", List.of("localhost", "a.b.svc", "127.0.0.1", "::1"), now);

  @Test
  void javaTrustsTheServerWhereItTrustsTheAuthority() throws Exception {
    X509Certificate[] chain = {made.server(), made.authority()};
    PeerTrust.in(List.of(made.authority())).checkServerTrusted(chain, "ECDHE_ECDSA");
    MadeCertificates other = MadeCertificates.make("some", List.of("localhost"), now);
    assertThatThrownBy(
            () -> PeerTrust.in(List.of(other.authority())).checkServerTrusted(chain, "ECDHE_ECDSA"))
        .isInstanceOf(PeerTrust.Refused.class);
  }

  @Test
  void serverIsForItsNamesAndAddressesAndNoAuthority() throws Exception {
    assertThat(made.server().getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .containsExactly("localhost", "a.b.svc", "127.0.0.1", "0:0:0:0:0:0:0:1");
    assertThat(made.server().getSubjectX500Principal().getName()).isEqualTo("CN=some server");
    assertThat(made.server().getBasicConstraints()).isEqualTo(-1);
    assertThat(made.authority().getSubjectX500Principal().getName()).isEqualTo("CN=some authority");
    assertThat(made.authority().getBasicConstraints()).isNotNegative();
  }

  @Test
  void bothAreValidFromYesterdayForTenYears() {
    for (X509Certificate one : List.of(made.server(), made.authority())) {
      assertThat(Certificates.outOfDate(one, now.minus(Duration.ofHours(23)))).isEmpty();
      assertThat(Certificates.outOfDate(one, now.plus(Duration.ofDays(3649)))).isEmpty();
      assertThat(Certificates.outOfDate(one, now.plus(Duration.ofDays(3651)))).isNotEmpty();
    }
  }

  @Test
  void pemHoldsTheCertificateAndTheFingerprintIsAsOpensslPrintsIt() throws Exception {
    byte[] pem = MadeCertificates.pem(made.server()).getBytes(StandardCharsets.US_ASCII);
    assertThat(
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem)))
        .isEqualTo(made.server());
    assertThat(made.fingerprint()).matches("[0-9a-f]{64}");
  }
}
