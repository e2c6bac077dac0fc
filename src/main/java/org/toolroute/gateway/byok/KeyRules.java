package org.toolroute.gateway.byok;

import static java.util.Objects.requireNonNull;

import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides whether a key may be registered. No refusal repeats what the caller sent: the key may
 * have been put into the wrong member.
 */
final class KeyRules {
  /** The largest key, in bytes. */
  static final int KEY_BYTES_MAX = 4096;

  private static final int UNPROCESSABLE = 422;

  private final ProviderKeyRules providers;
  private final KeyCheck keyCheck;

  KeyRules(ProviderKeyRules providers, KeyCheck keyCheck) {
    this.providers = requireNonNull(providers, "providers");
    this.keyCheck = requireNonNull(keyCheck, "keyCheck");
  }

  /**
   * The provider whose key is to be registered.
   *
   * @throws GatewayException {@code invalid_key_format}, and {@code unknown_tool} or {@code
   *     invalid_request} with status 422 for a provider that does not exist or is free
   */
  ProviderId check(NewRegistration wanted) {
    ProviderId provider = provider(wanted.provider());
    ProviderKeyRules.Rules rules = providers.find(provider).orElseThrow(KeyRules::unknownProvider);
    if (rules.isFree()) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST,
          UNPROCESSABLE,
          "The tools of this provider are free and need no key.",
          about(provider));
    }
    checkText(wanted);
    rules.check(wanted.key());
    return provider;
  }

  /**
   * Asks the provider.
   *
   * @throws GatewayException {@code byok_key_rejected}, {@code provider_unavailable}
   */
  void verify(ProviderId provider, Environment environment, Secret key) {
    switch (keyCheck.check(provider, environment, key)) {
      case KeyCheck.Accepted() -> {}
      case KeyCheck.Rejected(int status) -> {
        ObjectNode details = about(provider);
        details.putObject("upstream").put("status", status);
        throw new GatewayException(
            ErrorCode.BYOK_KEY_REJECTED,
            status == 403 ? 403 : ErrorCode.BYOK_KEY_REJECTED.httpStatus(),
            "The provider rejected this key; it was not stored.",
            details);
      }
      case KeyCheck.Unavailable(String reason) ->
          throw new GatewayException(
              ErrorCode.PROVIDER_UNAVAILABLE,
              "The key could not be verified and was not stored. " + reason,
              about(provider));
    }
  }

  private static ProviderId provider(String text) {
    try {
      return new ProviderId(text.replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw unknownProvider();
    }
  }

  private static void checkText(NewRegistration wanted) {
    Secret key = wanted.key();
    if (key.length() == 0 || key.length() > KEY_BYTES_MAX) {
      throw new GatewayException(
          ErrorCode.INVALID_KEY_FORMAT, "api_key must have 1 to " + KEY_BYTES_MAX + " bytes.");
    }
    String text = key.reveal(SecretAccess.FORM_CHECK);
    if (!text.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new GatewayException(
          ErrorCode.INVALID_KEY_FORMAT, "api_key must be printable ASCII without white space.");
    }
    if (wanted.label().filter(label -> label.contains(text)).isPresent()) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST, "label must not hold the key: labels are shown.");
    }
  }

  private static GatewayException unknownProvider() {
    return new GatewayException(
        ErrorCode.UNKNOWN_TOOL,
        UNPROCESSABLE,
        "There is no such provider; GET /api/v1/providers names them all.",
        JsonNodeFactory.instance.objectNode());
  }

  private static ObjectNode about(ProviderId provider) {
    return JsonNodeFactory.instance.objectNode().put("provider", provider.value());
  }
}
