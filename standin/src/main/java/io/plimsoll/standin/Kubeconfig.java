package io.plimsoll.standin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** A file that tells kubectl how to reach a server. Stateless. */
final class Kubeconfig {

  /** Without any credentials kubectl asks for a user's name and a password. */
  private static final String ANY = "any";

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
    String bearer = JsonNodeFactory.instance.stringNode(token == null ? ANY : token).toString();
    return """
        apiVersion: v1
        kind: Config
        clusters:
        - name: stand-in
          cluster:
            server: %s
        %susers:
        - name: stand-in
          user:
            token: %s
        contexts:
        - name: stand-in
          context:
            cluster: stand-in
            user: stand-in
        current-context: stand-in
        """
        .formatted(url, trust, bearer);
  }
}
