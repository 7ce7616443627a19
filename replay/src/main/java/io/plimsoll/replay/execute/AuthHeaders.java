package io.plimsoll.replay.execute;

import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/**
 * The headers by which the client library identifies its user: token, basic authentication,
 * impersonation, user agent. Asked for now and then, since a token may change.
 *
 * <p>The library itself asks for them once per request. Without a token (with a client certificate,
 * say) and after a minute, it reads the kubeconfig again each time, which no request should wait
 * for; and to a 401 it answers with the same request again, which would count as one.
 */
final class AuthHeaders {

  private final Target target;
  private final List<Interceptor> interceptors;
  private volatile MultiMap headers;

  AuthHeaders(Target target, HttpClient.Factory factory) {
    this.target = target;
    interceptors =
        List.copyOf(
            HttpClientUtils.createApplicableInterceptors(target.config(), factory).values());
    headers = ask();
  }

  /** The headers, not to be changed. Any thread. */
  MultiMap get() {
    return headers;
  }

  /** Asks again. May take a while: it may read files or start a program. */
  void refresh() {
    headers = ask();
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
