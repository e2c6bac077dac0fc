package org.toolroute.gateway.ledger;

import java.util.Optional;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.KeyId;

/**
 * Limits on what may be spent, below what the balance would allow. They are exact: what is held
 * counts as spent, so that no number of calls at once can pass one. A limit counts from the moment
 * it is set; refunds do not lower what was spent.
 *
 * <p>Methods that set a limit throw {@link GatewayException} {@code not_found} for an account
 * without balances, and {@code invalid_request} (422) for an amount above {@link
 * Credits#MOVEMENT_MAX}.
 */
public interface SpendingLimits {
  /** Limits one key; a hold beyond it is refused with {@code key_budget}. */
  void limitKey(AccountId account, Environment environment, KeyId key, SpendingLimit limit);

  /**
   * Limits the account in one environment; a hold beyond it is refused with {@code account_limit}.
   * A limit below what is spent already stops new holds only.
   */
  void limitAccount(AccountId account, Environment environment, SpendingLimit limit);

  /** Takes the account's limit away. */
  void removeAccountLimit(AccountId account, Environment environment);

  /** The key's limit and what the running period has used of it. */
  Optional<Use> ofKey(AccountId account, Environment environment, KeyId key);

  /** The account's limit and what the running period has used of it. */
  Optional<Use> ofAccount(AccountId account, Environment environment);

  /**
   * How far a limit is used up.
   *
   * @param used what calls were charged in the running period
   * @param held what running calls may still be charged
   */
  record Use(SpendingLimit limit, Credits used, Credits held) {}
}
