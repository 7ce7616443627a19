package io.plimsoll.replay.execute;

import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The headers by which the client library identifies its user: token, basic authentication,
 * impersonation, user agent. Asked for now and then, since a token may change.
 *
 * <p>The library itself asks for them once per request. Without a token (with a client certificate,
 * say) and after a minute, it reads the kubeconfig again each time, which no request should wait
 * for; and to a 401 it answers with the same request again, which would count as one.
 */
final class AuthHeaders {

  /** Media types of a request. */
  private record MediaTypes(String accept, @Nullable String contentType) {}

  /**
   * Headers made once for all requests with the same media types: there are few, and the HTTP
   * client copies them into each request anyway.
   */
  private static final class Made {

    /** More than a replay has; a load profile may name any. */
    private static final int MOST = 100;

    private final MultiMap identity;
    private final Map<MediaTypes, MultiMap> all = new ConcurrentHashMap<>();

    private Made(MultiMap identity) {
      this.identity = identity;
    }

    private MultiMap of(String accept, @Nullable String contentType) {
      MediaTypes types = new MediaTypes(accept, contentType);
      MultiMap known = all.get(types);
      if (known != null) {
        return known;
      }
      MultiMap headers = HttpHeaders.headers().addAll(identity);
      headers.set(HttpHeaders.ACCEPT, accept);
      if (contentType != null) {
        headers.set(HttpHeaders.CONTENT_TYPE, contentType);
      }
      if (all.size() < MOST) {
        all.put(types, headers);
      }
      return headers;
    }
  }

  private final Target target;
  private final List<Interceptor> interceptors;
  private volatile Made made;

  AuthHeaders(Target target, HttpClient.Factory factory) {
    this.target = target;
    interceptors =
        List.copyOf(
            HttpClientUtils.createApplicableInterceptors(target.config(), factory).values());
    made = new Made(ask());
  }

  /**
   * The headers of a request with these media types, not to be changed. Any thread.
   *
   * @param contentType null if there is no body
   */
  MultiMap of(String accept, @Nullable String contentType) {
    return made.of(accept, contentType);
  }

  /** Asks again. May take a while: it may read files or start a program. */
  void refresh() {
    made = new Made(ask());
  }

  private MultiMap ask() {
    RequestConfig requestConfig = target.config().getRequestConfig();
    Interceptor.RequestTags tags =
        new Interceptor.RequestTags() {
          @Override
          @SuppressWarnings("NullAway") // Null is how a tag is said not to be there.
          public <T> T getTag(Class<T> type) {
            return type.cast(type == RequestConfig.class ? requestConfig : null);
          }
        };
    StandardHttpRequest.Builder builder = new StandardHttpRequest.Builder();
    builder.uri(target.url());
    StandardHttpRequest request = builder.build();
    for (Interceptor interceptor : interceptors) {
      interceptor.before(builder, request, tags);
      request = builder.build();
    }
    MultiMap asked = HttpHeaders.headers();
    request.headers().forEach((name, values) -> values.forEach(value -> asked.add(name, value)));
    return asked;
  }
}
