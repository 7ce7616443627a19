package io.plimsoll.standin;

import io.plimsoll.cli.HostPort;
import io.plimsoll.standin.fault.FaultPlan;
import io.plimsoll.standin.kfp.KfpSettings;
import io.plimsoll.standin.store.ResourceType;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server is to be.
 *
 * @param listen port 0 picks a free one
 * @param security plain, or which certificate
 * @param token that every request must carry; null = none
 * @param api what it stands in for
 * @param faults what goes wrong
 * @param record file for a line about every request; null = none
 * @param seed of names and ids
 */
public record StandInConfig(
    HostPort listen,
    Security security,
    @Nullable String token,
    Api api,
    FaultPlan faults,
    @Nullable Path record,
    long seed) {

  /** What a server stands in for. */
  public sealed interface Api {

    /**
     * The API server of Kubernetes.
     *
     * @param strictNamespaces whether a namespace must exist before anything is created in it
     * @param resources custom kinds
     */
    record Kubernetes(boolean strictNamespaces, List<ResourceType> resources) implements Api {

      public Kubernetes {
        resources = List.copyOf(resources);
      }
    }

    /** The API server of Kubeflow Pipelines. */
    record Kfp(KfpSettings settings) implements Api {}
  }

  /** Whether and how connections are encrypted. */
  public sealed interface Security {

    /** Not at all. */
    record Plain() implements Security {}

    /** With a certificate that the server makes at its start. */
    record MadeTls() implements Security {}

    /**
     * With a certificate that there is.
     *
     * @param certificates the server's and those above it, PEM
     * @param key PEM, PKCS 8, not encrypted
     */
    record GivenTls(Path certificates, Path key) implements Security {}
  }

  /** Plain HTTP on a free port of this machine, with the built-in kinds, and no faults. */
  public static StandInConfig onFreePort() {
    return new StandInConfig(
        new HostPort("127.0.0.1", 0),
        new Security.Plain(),
        null,
        new Api.Kubernetes(false, List.of()),
        FaultPlan.NONE,
        null,
        1);
  }

  /** The same with another API. */
  public StandInConfig withApi(Api other) {
    return new StandInConfig(listen, security, token, other, faults, record, seed);
  }

  /** The same with another kind of security. */
  public StandInConfig withSecurity(Security other) {
    return new StandInConfig(listen, other, token, api, faults, record, seed);
  }

  /** The same with a token. */
  public StandInConfig withToken(String other) {
    return new StandInConfig(listen, security, other, api, faults, record, seed);
  }

  /** The same with faults. */
  public StandInConfig withFaults(FaultPlan other) {
    return new StandInConfig(listen, security, token, api, other, record, seed);
  }

  /** The same with a file for a line about every request. */
  public StandInConfig withRecord(Path other) {
    return new StandInConfig(listen, security, token, api, faults, other, seed);
  }
}
