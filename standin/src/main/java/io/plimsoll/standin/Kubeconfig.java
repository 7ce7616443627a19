package io.plimsoll.standin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A file that tells kubectl how to reach a server. Stateless. */
final class Kubeconfig {

  private Kubeconfig() {}

  /**
   * @param authority PEM; null for plain HTTP
   * @param token null = none
   */
  static String of(String url, @Nullable String authority, @Nullable String token) {
    String trust =
        authority == null
            ? ""
            : "    certificate-authority-data: "
                + Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.UTF_8))
                + "\n";
    String user = token == null ? "{}" : "\n    token: \"" + token + "\"";
    return """
        apiVersion: v1
        kind: Config
        clusters:
        - name: stand-in
          cluster:
            server: %s
        %susers:
        - name: stand-in
          user: %s
        contexts:
        - name: stand-in
          context:
            cluster: stand-in
            user: stand-in
        current-context: stand-in
        """
        .formatted(url, trust, user);
  }
}
