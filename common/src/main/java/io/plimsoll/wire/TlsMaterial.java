package io.plimsoll.wire;

import io.plimsoll.cli.CommandException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the files of a {@link TlsConfig} hold.
 *
 * @param chain this side's certificate first; empty if it shows none
 * @param key of that certificate; null if there is none
 * @param authorities empty: see {@link TlsConfig#authorities()}
 */
record TlsMaterial(
    List<X509Certificate> chain, @Nullable PrivateKey key, List<X509Certificate> authorities) {

  /**
   * Reads and checks the files.
   *
   * @throws CommandException if one is missing or broken, or the key is of another certificate
   */
  static TlsMaterial load(TlsConfig config) {
    List<X509Certificate> chain = List.of();
    PrivateKey key = null;
    Path certificates = config.certificates();
    Path keyFile = config.key();
    if (certificates != null && keyFile != null) {
      chain = PemFile.read(config.option("cert"), certificates).certificates();
      key = PemFile.read(config.option("key"), keyFile).key();
      if (!fits(key, chain.get(0).getPublicKey())) {
        throw CommandException.usage(
            config.option("key"),
            keyFile + ": not the key of the first certificate in " + certificates,
            "the key of " + config.option("cert"));
      }
    }
    Path trusted = config.authorities();
    List<X509Certificate> authorities =
        trusted == null ? List.of() : PemFile.read(config.option("ca"), trusted).certificates();
    return new TlsMaterial(chain, key, authorities);
  }

  /** Whether what the one signs the other verifies. */
  private static boolean fits(PrivateKey key, PublicKey certified) {
    String algorithm =
        switch (certified.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case "EdDSA" -> "EdDSA";
          default -> "";
        };
    if (algorithm.isEmpty()) {
      return key.getAlgorithm().equals(certified.getAlgorithm());
    }
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update((byte) 1);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(certified);
      verifier.update((byte) 1);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Why this side's certificate is of no use at this time, in a few words; empty if it is. */
  String outOfDate(Instant now) {
    return chain.isEmpty() ? "" : Certificates.outOfDate(chain.get(0), now);
  }
}
