package org.toolroute.gateway.sandbox;

import java.util.Optional;
import org.toolroute.gateway.catalog.ErrorClass;
import org.toolroute.gateway.catalog.KeyParts;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.catalog.RequestTemplate;
import org.toolroute.gateway.provider.UpstreamAnswer;
import org.toolroute.gateway.provider.UpstreamRequest;
import org.toolroute.gateway.sandbox.Simulated.Answered;

/**
 * Stands in for any described provider. Guarantee: nothing outside is reached, and the same request
 * with the same key gets the same answer.
 *
 * <p>It reads the provider's description and nothing else: a request that does not look as
 * described is refused with what is wrong with it, a missing key as that provider refuses a bad
 * one, and a key that holds one of the words of {@link Rehearsal} gets the behaviour it asks for.
 */
public final class ProviderSimulator {

  /** How {@code provider} behaves towards the request of an operation. */
  public Simulated answer(
      Provider provider, Operation operation, UpstreamRequest withoutKey, Optional<KeyParts> key) {
    return behaviour(provider, operation.request(), withoutKey, key)
        .orElseGet(() -> new Answered(ExampleAnswer.of(operation, withoutKey)));
  }

  /** How {@code provider} behaves towards its key check. */
  public Simulated answerKeyCheck(
      Provider provider,
      RequestTemplate keyCheck,
      UpstreamRequest withoutKey,
      Optional<KeyParts> key) {
    return behaviour(provider, keyCheck, withoutKey, key)
        .orElseGet(() -> new Answered(ExampleAnswer.empty()));
  }

  /** Anything but a served request. */
  private static Optional<Simulated> behaviour(
      Provider provider,
      RequestTemplate template,
      UpstreamRequest request,
      Optional<KeyParts> key) {
    Optional<Simulated> asked = key.flatMap(Rehearsal::askedBy).map(word -> act(word, provider));
    if (asked.isPresent()) {
      return asked;
    }
    if (!CredentialCheck.passes(provider.credential(), key)) {
      return Optional.of(refusal(provider, ErrorClass.CREDENTIAL_REJECTED));
    }
    return RequestCheck.firstDifference(provider, template, request, key)
        .map(difference -> new Answered(difference.answer()));
  }

  private static Simulated act(Rehearsal rehearsal, Provider provider) {
    return switch (rehearsal) {
      case REVOKED -> refusal(provider, ErrorClass.CREDENTIAL_REJECTED);
      case RESTRICTED -> refusal(provider, ErrorClass.PERMISSION);
      case QUOTA -> refusal(provider, ErrorClass.QUOTA);
      case RATELIMIT -> refusal(provider, ErrorClass.RATE_LIMITED);
      case DOWN -> refusal(provider, ErrorClass.UPSTREAM_FAILURE);
      case SLOW -> new Simulated.Silent();
      case UNREACHABLE -> new Simulated.Unreachable();
    };
  }

  private static Simulated refusal(Provider provider, ErrorClass errorClass) {
    UpstreamAnswer answer = ErrorAnswer.of(provider, errorClass);
    return new Answered(answer);
  }
}
