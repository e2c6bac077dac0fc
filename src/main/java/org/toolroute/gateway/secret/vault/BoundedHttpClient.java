package org.toolroute.gateway.secret.vault;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * An HTTP client whose every exchange ends in time and size. The JDK's own request timeout stops
 * counting at the response headers, and its bodies have no limit.
 */
final class BoundedHttpClient extends HttpClient {
  private final HttpClient client;
  private final Duration exchangeTimeout;
  private final long bodyBytesMax;

  BoundedHttpClient(HttpClient client, Duration exchangeTimeout, long bodyBytesMax) {
    this.client = client;
    this.exchangeTimeout = exchangeTimeout;
    this.bodyBytesMax = bodyBytesMax;
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> bodyHandler)
      throws IOException {
    CompletableFuture<HttpResponse<T>> exchange = sendAsync(request, bodyHandler);
    try {
      return exchange.get(exchangeTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no complete answer in time");
    } catch (InterruptedException e) {
      // The driver wraps this exception and drops the flag, so it is set before.
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      exchange.cancel(true); // frees the connection of an exchange that was given up
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> bodyHandler) {
    return client.sendAsync(request, BodyHandlers.limiting(bodyHandler, bodyBytesMax));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> bodyHandler, PushPromiseHandler<T> pushes) {
    return sendAsync(request, bodyHandler);
  }

  @Override
  public void close() {
    client.close();
  }

  @Override
  public void shutdownNow() {
    client.shutdownNow();
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }
}
