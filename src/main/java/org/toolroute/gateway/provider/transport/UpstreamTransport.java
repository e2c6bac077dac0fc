package org.toolroute.gateway.provider.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.toolroute.gateway.catalog.KeyParts;
import org.toolroute.gateway.credential.OpenKeys;
import org.toolroute.gateway.execution.BrokenStepException;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Secret;

/**
 * The outermost link of the HTTP client's chain, around every upstream request.
 *
 * <p>Guarantees: the key is put on the request here and nowhere earlier, only when the request goes
 * to its provider's own scheme, host and port, and is wiped before this returns; an answer leaves
 * here complete, no larger than its operation allows, before its deadline, and without the key in
 * it.
 */
public final class UpstreamTransport implements ExecChainHandler {
  private final UpstreamCalls calls;
  private final OpenKeys keys;
  private final Deadlines deadlines;
  private final InstantSource clock;
  private final LeakCounter leaks;

  public UpstreamTransport(
      UpstreamCalls calls,
      OpenKeys keys,
      Deadlines deadlines,
      InstantSource clock,
      LeakCounter leaks) {
    this.calls = calls;
    this.keys = keys;
    this.deadlines = deadlines;
    this.clock = clock;
    this.leaks = leaks;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    UpstreamCall call = takeCall(request);
    requireOwnHost(request, call);
    LastLook.expect(call, scope);
    Optional<KeyParts> key = keys.take(call.id());
    try {
      key.ifPresent(parts -> CredentialHeader.apply(call.provider().credential(), parts, request));
      return withinDeadline(request, scope, chain, call, key);
    } catch (Error e) {
      throw new BrokenStepException(e);
    } finally {
      CredentialHeader.name(call.provider().credential()).ifPresent(request::removeHeaders);
      key.ifPresent(KeyParts::close);
    }
  }

  private UpstreamCall takeCall(ClassicHttpRequest request) {
    Header header = request.getFirstHeader(UpstreamCalls.HEADER);
    request.removeHeaders(UpstreamCalls.HEADER);
    return Optional.ofNullable(header)
        .flatMap(named -> CallId.parse(named.getValue()))
        .flatMap(calls::take)
        .orElseThrow(() -> new IllegalStateException("a request without a call"));
  }

  private static void requireOwnHost(ClassicHttpRequest request, UpstreamCall call) {
    URI base = call.provider().baseUrl();
    boolean own =
        base.getScheme().equalsIgnoreCase(request.getScheme())
            && base.getHost().equalsIgnoreCase(request.getAuthority().getHostName())
            && base.getPort() == request.getAuthority().getPort();
    if (!own) {
      throw new IllegalStateException("a request to another host than its provider's");
    }
  }

  private ClassicHttpResponse withinDeadline(
      ClassicHttpRequest request,
      ExecChain.Scope scope,
      ExecChain chain,
      UpstreamCall call,
      Optional<KeyParts> key)
      throws IOException, HttpException {
    Duration left = Duration.between(clock.instant(), call.deadline());
    Deadlines.Watch watch = deadlines.watch((Cancellable) scope.originalRequest, left);
    try (ClassicHttpResponse answer = chain.proceed(request, scope)) {
      byte[] body = BoundedBody.read(answer.getEntity(), call.answerBytesMax());
      return clean(answer, withoutKey(body, call, key));
    } catch (BoundedBody.AnswerTooLargeException e) {
      throw TransportFailure.tooLarge(call.answerBytesMax());
    } catch (ConnectionRequestTimeoutException | CancellationException e) {
      // The second: its deadline came while it waited in the queue.
      throw TransportFailure.noConnection();
    } catch (IOException | HttpException e) {
      throw watch.ended() ? TransportFailure.timeout() : failure(e);
    } finally {
      watch.close();
    }
  }

  private byte[] withoutKey(byte[] body, UpstreamCall call, Optional<KeyParts> key) {
    List<Secret> secrets = key.map(KeyParts::secrets).orElse(List.of());
    if (secrets.isEmpty() || body.length == 0) {
      return body;
    }
    LeakScan scan = LeakScan.of(secrets);
    try {
      Optional<byte[]> redacted = scan.redact(body);
      if (redacted.isPresent()) {
        leaks.found(call.provider().id());
      }
      return redacted.orElse(body);
    } finally {
      scan.wipe();
    }
  }

  /** A copy with nothing of the provider's but status, body, content type and retry hint. */
  private static ClassicHttpResponse clean(ClassicHttpResponse answer, byte[] body) {
    ClassicHttpResponse clean = new BasicClassicHttpResponse(answer.getCode());
    Header type = answer.getFirstHeader(HttpHeaders.CONTENT_TYPE);
    clean.setEntity(
        new ByteArrayEntity(body, ContentType.parseLenient(type == null ? null : type.getValue())));
    Header retryAfter = answer.getFirstHeader(HttpHeaders.RETRY_AFTER);
    if (retryAfter != null && retryAfter.getValue().matches("[0-9]{1,6}")) {
      clean.setHeader(HttpHeaders.RETRY_AFTER, retryAfter.getValue());
    }
    return clean;
  }

  private static RuntimeException failure(Exception e) {
    return switch (e) {
      case ConnectionRequestTimeoutException ignored -> TransportFailure.notReached();
      case ConnectTimeoutException ignored -> TransportFailure.notReached();
      case ConnectException ignored -> TransportFailure.notReached();
      case NoRouteToHostException ignored -> TransportFailure.notReached();
      case UnknownHostException ignored -> TransportFailure.notReached();
      default -> TransportFailure.broken();
    };
  }
}
