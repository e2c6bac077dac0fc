package org.toolroute.gateway.byok;

import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.Secret;

/** Asks a provider about a key, by a call that is free and changes nothing. */
public interface KeyCheck {
  /**
   * Never throws for what the provider does.
   *
   * @param environment {@code test} asks the simulator
   */
  Verdict check(ProviderId provider, Environment environment, Secret key);

  /** What the provider said. */
  sealed interface Verdict {}

  /** The key is good; that it may not do everything is not the question. */
  record Accepted() implements Verdict {}

  /**
   * The key is not good.
   *
   * @param status the provider's HTTP status
   */
  record Rejected(int status) implements Verdict {}

  /**
   * No answer, or none that says anything about the key.
   *
   * @param reason one sentence for the caller
   */
  record Unavailable(String reason) implements Verdict {}
}
