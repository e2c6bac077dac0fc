package org.toolroute.gateway.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.toolroute.gateway.byok.KeyCheck;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.ErrorClass;
import org.toolroute.gateway.catalog.KeyParts;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/** Asks a provider about a key with the key check of its description. */
public final class ProviderKeyCheck implements KeyCheck {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int ANSWER_BYTES_MAX = 1024 * 1024;

  private final Catalog catalog;
  private final RequestBuilder requests;
  private final ErrorClassifier classifier;
  private final KeyCheckWire wire;
  private final InstantSource clock;

  public ProviderKeyCheck(
      Catalog catalog,
      RequestBuilder requests,
      ErrorClassifier classifier,
      KeyCheckWire wire,
      InstantSource clock) {
    this.catalog = catalog;
    this.requests = requests;
    this.classifier = classifier;
    this.wire = wire;
    this.clock = clock;
  }

  @Override
  public Verdict check(ProviderId id, Environment environment, Secret key) {
    Provider provider = catalog.find(id).orElseThrow();
    if (provider.keyCheck().isEmpty()) {
      return new Unavailable("This provider offers no free way to verify a key.");
    }
    KeyParts parts = provider.key().split(key, SecretAccess.UPSTREAM_REQUEST);
    UpstreamRequest request = requests.build(provider.keyCheck().get(), parts.open());
    Sent sent =
        new Sent(CallId.next(), provider, request, clock.instant().plus(TIMEOUT), ANSWER_BYTES_MAX);
    try {
      return verdict(provider, wire.send(environment, sent, parts));
    } catch (GatewayException e) {
      return new Unavailable(e.message());
    }
  }

  /** A permission, a quota or a rate limit says that the provider knows the key. */
  private Verdict verdict(Provider provider, UpstreamAnswer answer) {
    Optional<ErrorClass> failure =
        classifier.classify(provider, answer).map(Classified::errorClass);
    if (failure.isEmpty()) {
      return new Accepted();
    }
    return switch (failure.get()) {
      case CREDENTIAL_REJECTED -> new Rejected(answer.status());
      case PERMISSION, QUOTA, RATE_LIMITED -> new Accepted();
      case INVALID_INPUT, NOT_FOUND, UPSTREAM_FAILURE ->
          new Unavailable("The provider did not say whether the key works.");
    };
  }

  /** What is sent to find out. */
  public record Sent(
      CallId id,
      Provider provider,
      UpstreamRequest request,
      Instant deadline,
      int answerBytesMax) {}

  /** Carries the check to the provider, or to its simulator for test keys. */
  @FunctionalInterface
  public interface KeyCheckWire {
    /**
     * Sends it.
     *
     * @param key taken over and wiped
     * @throws GatewayException when there is no answer
     */
    UpstreamAnswer send(Environment environment, Sent check, KeyParts key);
  }
}
