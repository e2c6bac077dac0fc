package org.toolroute.gateway.byok;

import java.util.Optional;
import java.util.function.Predicate;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/** A small catalogue: one ordinary provider, one of each special sort. */
final class FewProviders implements ProviderKeyRules {
  static final ProviderId OPENAI = new ProviderId("openai");
  static final ProviderId STRIPE = new ProviderId("stripe");
  static final ProviderId TWILIO = new ProviderId("twilio");

  @Override
  public Optional<Rules> find(ProviderId provider) {
    return switch (provider.value()) {
      case "openai", "eleven_labs" -> Optional.of(new Some(false, _ -> true));
      case "stripe" -> Optional.of(new Some(false, key -> !key.startsWith("pk_")));
      case "twilio" -> Optional.of(new Some(false, key -> key.matches("[^:]+:[^:]+")));
      case "context7" -> Optional.of(new Some(true, _ -> true));
      default -> Optional.empty();
    };
  }

  private record Some(boolean isFree, Predicate<String> form) implements Rules {
    @Override
    public void check(Secret key) {
      if (!form.test(key.reveal(SecretAccess.FORM_CHECK))) {
        throw new GatewayException(ErrorCode.INVALID_KEY_FORMAT, "not a key of this provider");
      }
    }
  }
}
