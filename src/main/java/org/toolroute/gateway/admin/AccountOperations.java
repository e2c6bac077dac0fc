package org.toolroute.gateway.admin;

import java.util.Set;
import org.toolroute.gateway.account.Account;
import org.toolroute.gateway.account.Accounts;
import org.toolroute.gateway.ledger.Ledger;
import org.toolroute.gateway.protocol.rest.Members;
import org.toolroute.gateway.protocol.rest.PageJson;
import org.toolroute.gateway.protocol.rest.RestAnswer;
import org.toolroute.gateway.protocol.rest.RestRequest;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Opens, lists, freezes and unfreezes accounts. */
final class AccountOperations {
  private final Accounts accounts;
  private final Ledger ledger;

  AccountOperations(Accounts accounts, Ledger ledger) {
    this.accounts = accounts;
    this.ledger = ledger;
  }

  RestAnswer create(RestRequest request) {
    String name = new Members(request.body(), Set.of("name")).text("name");
    return RestAnswer.created(write(accounts.create(name)));
  }

  RestAnswer list(RestRequest request) {
    return RestAnswer.ok(PageJson.write(accounts.list(request.page()), AccountOperations::write));
  }

  RestAnswer read(RestRequest request) {
    Account account = accounts.find(accountId(request)).orElseThrow(AccountOperations::notFound);
    ObjectNode node = write(account);
    node.put("credits_remaining", ledger.available(account.id(), Environment.LIVE).toDecimal());
    node.put(
        "test_credits_remaining", ledger.available(account.id(), Environment.TEST).toDecimal());
    return RestAnswer.ok(node);
  }

  RestAnswer freeze(RestRequest request) {
    return RestAnswer.ok(write(accounts.freeze(accountId(request))));
  }

  RestAnswer unfreeze(RestRequest request) {
    return RestAnswer.ok(write(accounts.unfreeze(accountId(request))));
  }

  /** The account in the path; an id that is none is as unknown as one that does not exist. */
  static AccountId accountId(RestRequest request) {
    return AccountId.parse(request.path("account")).orElseThrow(AccountOperations::notFound);
  }

  private static GatewayException notFound() {
    return new GatewayException(ErrorCode.NOT_FOUND, "There is no such account.");
  }

  private static ObjectNode write(Account account) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", account.id().toString());
    node.put("name", account.name());
    node.put("status", account.status().wireName());
    node.put("created_at", account.createdAt().toString());
    return node;
  }
}
