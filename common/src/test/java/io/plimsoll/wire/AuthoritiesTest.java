package io.plimsoll.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.ExtendedKeyUsage;
import io.netty.pkitesting.CertificateBuilder.KeyUsage;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthoritiesTest {

  @TempDir private Path folder;

  private Authorities ours() {
    return Authorities.read(
        "--ca", Pki.write(folder.resolve("ca"), Pki.CA.getRootCertificatePEM()));
  }

  private static List<X509Certificate> chain(X509Bundle bundle) {
    return List.of(bundle.getCertificatePath());
  }

  private static X509Bundle issued(X509Bundle ca, ExtendedKeyUsage use) throws Exception {
    return new CertificateBuilder()
        .subject("CN=someone")
        .addExtendedKeyUsage(use)
        .buildIssuedBy(ca);
  }

  @Test
  void certificateOfAnAuthorityIsTaken() throws Exception {
    assertThat(ours().whyNot(chain(Pki.client()))).isEmpty();
    assertThat(ours().whyNot(chain(issued(Pki.CA, ExtendedKeyUsage.PKIX_KP_CLIENT_AUTH))))
        .isEmpty();
  }

  @Test
  void authorityBetweenMayBeInTheChain() throws Exception {
    X509Bundle between =
        new CertificateBuilder()
            .subject("CN=between")
            .setIsCertificateAuthority(true)
            .setKeyUsage(true, KeyUsage.keyCertSign)
            .buildIssuedBy(Pki.CA);
    X509Bundle client = issued(between, ExtendedKeyUsage.PKIX_KP_CLIENT_AUTH);
    assertThat(ours().whyNot(chain(client))).isEmpty();
    assertThat(ours().whyNot(List.of(client.getCertificate())))
        .isEqualTo("is signed by 'CN=between', which is not trusted");
  }

  @Test
  void anyOtherCertificateIsRefusedWithItsReason() throws Exception {
    assertThat(ours().whyNot(chain(Pki.issued(Pki.OTHER_CA, Duration.ofDays(1)))))
        .isEqualTo("is signed by 'CN=theirs', which is not trusted");
    assertThat(ours().whyNot(chain(Pki.issued(Pki.CA, Duration.ofHours(-1)))))
        .startsWith("has expired on 20");
    assertThat(ours().whyNot(chain(issued(Pki.CA, ExtendedKeyUsage.PKIX_KP_SERVER_AUTH))))
        .startsWith("is refused: ");
  }

  @Test
  void fileThatIsNoGoodNamesItsOption() {
    assertThatThrownBy(() -> Authorities.read("--ca", folder.resolve("none")))
        .hasMessageContaining("--ca: " + folder.resolve("none") + ": no such file (expected: ");
    Path empty = Pki.write(folder.resolve("empty"), "");
    assertThatThrownBy(() -> Authorities.read("--ca", empty))
        .hasMessageContaining("--ca: " + empty + ": no certificate in it");
  }
}
