package org.toolroute.gateway.credential;

import org.toolroute.gateway.byok.Registration;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.ProviderId;

/** Whose key a call uses, and with it who pays. Holds no key; {@link KeyRing} opens it. */
public sealed interface ResolvedCredential {

  BillingMode mode();

  /** The caller's own key, as registered. */
  record OwnKey(Registration registration) implements ResolvedCredential {
    @Override
    public BillingMode mode() {
      return BillingMode.BYOK;
    }
  }

  /** The gateway's key for the provider. */
  record SharedKey(ProviderId provider) implements ResolvedCredential {
    @Override
    public BillingMode mode() {
      return BillingMode.CREDITS;
    }
  }

  /** The provider needs no key. */
  record NoneNeeded() implements ResolvedCredential {
    @Override
    public BillingMode mode() {
      return BillingMode.FREE;
    }
  }
}
