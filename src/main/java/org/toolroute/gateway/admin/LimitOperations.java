package org.toolroute.gateway.admin;

import java.util.Arrays;
import java.util.Set;
import org.toolroute.gateway.account.Accounts;
import org.toolroute.gateway.ledger.SpendingLimit;
import org.toolroute.gateway.ledger.SpendingLimits;
import org.toolroute.gateway.protocol.rest.Members;
import org.toolroute.gateway.protocol.rest.RestAnswer;
import org.toolroute.gateway.protocol.rest.RestRequest;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sets, shows and removes the most that an account may spend in a period, over all of its keys: on
 * the live balance, or with {@code ?environment=test} on the test balance.
 */
final class LimitOperations {
  private static final Set<String> MEMBERS = Set.of("amount", "period");

  private final SpendingLimits limits;
  private final Accounts accounts;

  LimitOperations(SpendingLimits limits, Accounts accounts) {
    this.limits = limits;
    this.accounts = accounts;
  }

  RestAnswer set(RestRequest request) {
    AccountId account = AccountOperations.accountId(request);
    Environment environment = EnvironmentName.inQuery(request);
    Members members = new Members(request.body(), MEMBERS);
    limits.limitAccount(
        account,
        environment,
        new SpendingLimit(members.amount("amount"), period(members.text("period"))));
    return read(account, environment);
  }

  RestAnswer read(RestRequest request) {
    return read(AccountOperations.accountId(request), EnvironmentName.inQuery(request));
  }

  /** 204 whether there was a limit or not. */
  RestAnswer remove(RestRequest request) {
    AccountId account = AccountOperations.accountId(request);
    Environment environment = EnvironmentName.inQuery(request);
    requireAccount(account);
    limits.removeAccountLimit(account, environment);
    return RestAnswer.noContent();
  }

  private RestAnswer read(AccountId account, Environment environment) {
    requireAccount(account);
    return RestAnswer.ok(
        limits
            .ofAccount(account, environment)
            .map(use -> write(environment, use))
            .orElseThrow(LimitOperations::noLimit));
  }

  private void requireAccount(AccountId account) {
    var _ = accounts.find(account).orElseThrow(Accounts::notFound);
  }

  private static SpendingLimit.Period period(String text) {
    return Arrays.stream(SpendingLimit.Period.values())
        .filter(period -> period.wireName().equals(text))
        .findFirst()
        .orElseThrow(() -> Members.invalid("period", "must be day, month or total"));
  }

  private static GatewayException noLimit() {
    return new GatewayException(ErrorCode.NOT_FOUND, "The account has no spending limit here.");
  }

  private static ObjectNode write(Environment environment, SpendingLimits.Use use) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("environment", environment.wireName());
    node.put("amount", use.limit().amount().toDecimal());
    node.put("period", use.limit().period().wireName());
    node.put("used", use.used().toDecimal());
    node.put("held", use.held().toDecimal());
    return node;
  }
}
