package io.plimsoll.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be in the files that the options of TLS name. */
class PemFileTest {

  @TempDir private Path folder;

  private TlsConfig config(String certificate, String key) {
    return new TlsConfig(
        Pki.write(folder.resolve("c.pem"), certificate),
        Pki.write(folder.resolve("k.pem"), key),
        null,
        "");
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  private static byte[] inner(X509Bundle own) throws Exception {
    PrivateKeyInfo pkcs8 = PrivateKeyInfo.getInstance(own.getKeyPair().getPrivate().getEncoded());
    ASN1Encodable key = pkcs8.parsePrivateKey();
    return key.toASN1Primitive().getEncoded();
  }

  @Test
  void rsaKeyIsReadAsPkcs8AndAsPkcs1() throws Exception {
    X509Bundle own = new CertificateBuilder().subject("CN=rsa").rsa2048().buildIssuedBy(Pki.CA);
    String certificate = own.getCertificatePathPEM();
    TlsMaterial.load(config(certificate, own.getPrivateKeyPEM()));
    TlsMaterial.load(config(certificate, pem("RSA PRIVATE KEY", inner(own))));
  }

  @Test
  void ellipticKeyIsReadAsPkcs8AndAsSec1BehindItsParameters() throws Exception {
    X509Bundle own = Pki.server();
    String certificate = own.getCertificatePathPEM();
    TlsMaterial.load(config(certificate, own.getPrivateKeyPEM()));
    ECPrivateKey key = (ECPrivateKey) own.getKeyPair().getPrivate();
    PrivateKeyInfo pkcs8 = PrivateKeyInfo.getInstance(key.getEncoded());
    byte[] sec1 =
        new org.bouncycastle.asn1.sec.ECPrivateKey(
                256, key.getS(), pkcs8.getPrivateKeyAlgorithm().getParameters())
            .getEncoded();
    String parameters = pem("EC PARAMETERS", new byte[] {5, 0});
    TlsMaterial.load(config(certificate, parameters + pem("EC PRIVATE KEY", sec1)));
  }

  @Test
  void textAroundTheBlocksAndAKeyBesideTheCertificateDoNoHarm() {
    X509Bundle own = Pki.server();
    String all = "# a note\n" + own.getPrivateKeyPEM() + "\n" + own.getCertificatePathPEM() + "x\n";
    TlsMaterial material = TlsMaterial.load(config(all, all));
    assertThat(material.chain()).containsExactly(own.getCertificate());
  }

  @Test
  void whatIsWrongWithAFileIsSaidWithItsOptionAndPath() {
    X509Bundle own = Pki.server();
    String certificate = own.getCertificatePathPEM();
    String key = own.getPrivateKeyPEM();
    Path c = folder.resolve("c.pem");
    Path k = folder.resolve("k.pem");
    assertRefused("--tls-cert: " + c + ": no certificate in it (expected: cert", "hello", key);
    assertRefused("--tls-cert: " + c + ": no certificate in it", key, key);
    assertRefused(
        "--tls-cert: " + c + ": a certificate in it is broken",
        pem("CERTIFICATE", new byte[9]),
        key);
    assertRefused("--tls-key: " + k + ": no private key in it (expected: a key", certificate, "");
    assertRefused("--tls-key: " + k + ": no private key in it", certificate, certificate);
    assertRefused(
        "--tls-key: " + k + ": the key is broken", certificate, pem("PRIVATE KEY", new byte[9]));
    assertRefused(
        "--tls-key: " + k + ": the key does not name its curve",
        certificate,
        pem("EC PRIVATE KEY", new byte[9]));
    assertRefused(
        "--tls-key: " + k + ": the key is encrypted (expected: a key as PEM, not encrypted)",
        certificate,
        pem("ENCRYPTED PRIVATE KEY", new byte[9]));
    assertRefused(
        "--tls-key: " + k + ": the key is encrypted",
        certificate,
        """
        -----BEGIN RSA PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-256-CBC,00

        AAAA
        -----END RSA PRIVATE KEY-----
        """);
    assertRefused(
        "--tls-key: " + k + ": not the key of the first certificate in " + c,
        certificate,
        Pki.server().getPrivateKeyPEM());
  }

  @Test
  void fileThatIsNotThereOrAFolderOrEndlessIsRefused() throws Exception {
    Path k = Pki.write(folder.resolve("k.pem"), "");
    Path none = folder.resolve("none");
    assertRefused(
        "--tls-cert: " + none + ": no such file",
        () -> TlsMaterial.load(new TlsConfig(none, k, null, "")));
    assertRefused(
        "--tls-cert: " + folder + ": Is a directory",
        () -> TlsMaterial.load(new TlsConfig(folder, k, null, "")));
    Path large = Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
    assertRefused(
        "--tls-ca: " + large + " (expected: a PEM file of at most 1048576 bytes)",
        () -> TlsMaterial.load(new TlsConfig(null, null, large, "")));
  }

  private void assertRefused(String text, String certificate, String key) {
    TlsConfig config = config(certificate, key);
    assertRefused(text, () -> TlsMaterial.load(config));
  }

  private static void assertRefused(String text, ThrowingCallable load) {
    assertThatThrownBy(load)
        .hasMessageStartingWith(text)
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
  }
}
