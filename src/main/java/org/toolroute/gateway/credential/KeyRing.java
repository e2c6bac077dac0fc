package org.toolroute.gateway.credential;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.byok.Registration;
import org.toolroute.gateway.byok.Registrations;
import org.toolroute.gateway.catalog.KeyPart;
import org.toolroute.gateway.catalog.KeyParts;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.credential.ResolvedCredential.NoneNeeded;
import org.toolroute.gateway.credential.ResolvedCredential.OwnKey;
import org.toolroute.gateway.credential.ResolvedCredential.SharedKey;
import org.toolroute.gateway.secret.SharedCredentials;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/**
 * Decides whose key a call uses and opens it. The caller's own key comes first, whatever the
 * balance; the choice is made once per call and never changed afterwards, so a refused own key
 * cannot turn into a call on credits.
 */
public final class KeyRing {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

  private final Registrations registrations;
  private final SharedCredentials shared;

  public KeyRing(Registrations registrations, SharedCredentials shared) {
    this.registrations = registrations;
    this.shared = shared;
  }

  /**
   * Whose key the account's call uses.
   *
   * @throws GatewayException {@code byok_required} when there is no own key, and the operation or
   *     this gateway has no shared one
   */
  public ResolvedCredential resolve(
      AccountId account, Environment environment, Provider provider, Operation operation) {
    if (provider.free()) {
      return new NoneNeeded();
    }
    Optional<Registration> own = registrations.active(account, environment, provider.id());
    if (own.isPresent()) {
      return new OwnKey(own.get());
    }
    if (operation.byokOnly() || !hasSharedKey(environment, provider)) {
      throw new GatewayException(
          ErrorCode.BYOK_REQUIRED,
          "This call needs your own key for "
              + provider.title()
              + ": register one with POST /api/v1/byok.");
    }
    return new SharedKey(provider.id());
  }

  /**
   * The key in clear, in its parts; the caller closes them. Empty when none is needed.
   *
   * @throws GatewayException {@code secrets_unavailable}, {@code byok_key_unreadable}
   */
  public Optional<KeyParts> open(
      ResolvedCredential credential, Environment environment, Provider provider) {
    return switch (credential) {
      case OwnKey(Registration registration) ->
          Optional.of(split(provider, registrations.open(registration)));
      case SharedKey ignored when environment == Environment.TEST ->
          Optional.of(sandboxKey(provider));
      case SharedKey ignored -> Optional.of(split(provider, sharedKey(provider)));
      case NoneNeeded ignored -> Optional.empty();
    };
  }

  /** Tells that the provider refused the key of a call. */
  public void rejected(ResolvedCredential credential) {
    switch (credential) {
      case OwnKey(Registration registration) -> registrations.markRejected(registration);
      case SharedKey(var provider) -> {
        shared.forget(provider);
        LOG.atError()
            .addKeyValue("provider", provider)
            .log("the provider refuses the gateway's shared key: set a working one");
      }
      case NoneNeeded ignored -> {}
    }
  }

  /** Tells that the provider served a call with the key. */
  public void accepted(ResolvedCredential credential) {
    if (credential instanceof OwnKey(Registration registration)) {
      registrations.markAccepted(registration);
    }
  }

  /** Whether calls on credits are possible for the provider at all. */
  public boolean hasSharedKey(Environment environment, Provider provider) {
    return environment == Environment.TEST || shared.isPresent(provider.id());
  }

  private Secret sharedKey(Provider provider) {
    return shared
        .find(provider.id())
        .orElseThrow(() ->
            new GatewayException(
                ErrorCode.BYOK_REQUIRED,
                "This gateway has no key of its own for " + provider.title() + "."));
  }

  private static KeyParts split(Provider provider, Secret key) {
    try (key) {
      return provider.key().split(key, SecretAccess.UPSTREAM_REQUEST);
    }
  }

  /** What the simulator of a provider accepts as the gateway's own key. */
  private static KeyParts sandboxKey(Provider provider) {
    List<KeyPart> shape = provider.key().shapes().getFirst();
    return new KeyParts(
        shape.stream()
            .map(part -> {
              String text = "sandbox-" + part.name();
              return new KeyParts.Value(
                  part, Secret.of(text), part.secret() ? Optional.empty() : Optional.of(text));
            })
            .toList());
  }
}
