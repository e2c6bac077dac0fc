package org.toolroute.gateway.provider.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.toolroute.gateway.catalog.KeyParts;
import org.toolroute.gateway.credential.OpenKeys;
import org.toolroute.gateway.execution.UpstreamFailure;
import org.toolroute.gateway.provider.UpstreamAnswer;
import org.toolroute.gateway.provider.UpstreamRequest;

/**
 * Sends requests that belong to no call, such as key checks, with every guarantee of the transport.
 */
public final class UpstreamClient {
  private final CloseableHttpClient http;
  private final UpstreamCalls calls;
  private final OpenKeys openKeys;

  UpstreamClient(CloseableHttpClient http, UpstreamCalls calls, OpenKeys openKeys) {
    this.http = http;
    this.calls = calls;
    this.openKeys = openKeys;
  }

  /**
   * Sends {@code request} to the provider of {@code call}.
   *
   * @param key taken over and wiped
   * @throws UpstreamFailure when there is no complete answer
   */
  public UpstreamAnswer send(UpstreamCall call, UpstreamRequest request, KeyParts key) {
    openKeys.put(call.id(), key);
    calls.put(call);
    try {
      return http.execute(write(call, request), UpstreamClient::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      calls.discard(call.id());
      openKeys.discard(call.id());
    }
  }

  /** A request that can be cancelled, which the deadline needs. */
  private static HttpUriRequestBase write(UpstreamCall call, UpstreamRequest request) {
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    URI uri = URI.create(call.provider().baseUrl() + request.path() + query);
    HttpUriRequestBase written = new HttpUriRequestBase(request.method().name(), uri);
    written.setHeader(UpstreamCalls.HEADER, call.id().toString());
    request.headers().forEach(written::setHeader);
    request.body().ifPresent(body -> written.setEntity(entity(body)));
    return written;
  }

  private static HttpEntity entity(UpstreamRequest.Body body) {
    return new ByteArrayEntity(body.bytes(), ContentType.parse(body.contentType()));
  }

  private static UpstreamAnswer read(ClassicHttpResponse response) throws IOException {
    Map<String, String> headers = new HashMap<>();
    response
        .headerIterator()
        .forEachRemaining(
            header -> headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue()));
    byte[] body = EntityUtils.toByteArray(response.getEntity());
    return new UpstreamAnswer(
        response.getCode(), headers, body == null ? "".getBytes(UTF_8) : body);
  }
}
