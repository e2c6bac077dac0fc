package org.toolroute.gateway.admin;

import java.util.Set;
import org.toolroute.gateway.ledger.Audit;
import org.toolroute.gateway.ledger.Refunds;
import org.toolroute.gateway.ledger.Refunds.Refund;
import org.toolroute.gateway.ledger.TopUp;
import org.toolroute.gateway.ledger.TopUps;
import org.toolroute.gateway.protocol.rest.Members;
import org.toolroute.gateway.protocol.rest.RestAnswer;
import org.toolroute.gateway.protocol.rest.RestRequest;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Adds credits, gives them back and proves the books. */
final class MoneyOperations {
  private final TopUps topUps;
  private final Refunds refunds;
  private final Audit audit;

  MoneyOperations(TopUps topUps, Refunds refunds, Audit audit) {
    this.topUps = topUps;
    this.refunds = refunds;
    this.audit = audit;
  }

  /** 201 when the credits were added, 200 with the same answer when they had been before. */
  RestAnswer topUp(RestRequest request) {
    Members members = new Members(request.body(), Set.of("amount", "reference"));
    TopUp topUp =
        topUps.topUp(
            AccountOperations.accountId(request),
            members.amount("amount"),
            members.text("reference"));
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", topUp.id().toString());
    node.put("amount", topUp.amount().toDecimal());
    node.put("credits_remaining", topUp.available().toDecimal());
    return topUp.created() ? RestAnswer.created(node) : RestAnswer.ok(node);
  }

  /** 201 when the credits were given back, 200 with the same answer when they had been before. */
  RestAnswer refund(RestRequest request) {
    Members members = new Members(request.body(), Set.of("amount", "reference"));
    CallId call = CallId.parse(request.path("call")).orElseThrow(MoneyOperations::noSuchCall);
    Refund refund =
        refunds.refund(
            AccountOperations.accountId(request),
            call,
            members.amount("amount"),
            members.text("reference"));
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", refund.id().toString());
    node.put("amount", refund.amount().toDecimal());
    return refund.created() ? RestAnswer.created(node) : RestAnswer.ok(node);
  }

  RestAnswer audit(RestRequest request) {
    Audit.Report report = audit.run();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("ok", report.ok());
    node.put("accounts", report.accounts());
    node.put("transfers", report.transfers());
    node.put("open_holds", report.openHolds());
    if (!report.uncollected().isZero()) {
      node.put("uncollected", report.uncollected().toDecimal());
    }
    ArrayNode mismatches = node.putArray("mismatches");
    report.mismatches().forEach(mismatches::add);
    return RestAnswer.ok(node);
  }

  private static GatewayException noSuchCall() {
    return new GatewayException(ErrorCode.NOT_FOUND, "There is no such call to refund.");
  }
}
