package org.toolroute.gateway.proof;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import tools.jackson.databind.JsonNode;

/** What the gateway's own books say, read as its operator and its callers read them. */
public record Books(GatewayClient client) {

  /** The operator's proof of the ledger. */
  public JsonNode audit() {
    return client.admin("GET", "/admin/v1/ledger/audit", "").json();
  }

  /** How many calls have credits held now. */
  public int openHolds() {
    return audit().path("open_holds").asInt(-1);
  }

  /** What the owner of the account's live key can spend. */
  public BigDecimal balance(TestAccount account) {
    return balance(account.live());
  }

  public BigDecimal balance(String key) {
    return client
        .get("/api/v1/key", key)
        .json()
        .path("credits_remaining")
        .decimalValue()
        .stripTrailingZeros();
  }

  /** Every usage row of the key's account, newest first. */
  public List<JsonNode> usage(String key) {
    List<JsonNode> rows = new ArrayList<>();
    String next = "";
    do {
      Reply reply = client.get("/api/v1/usage?limit=200" + next, key);
      reply.json().path("data").forEach(rows::add);
      next = reply.json().path("next_cursor").asStringOpt().map(c -> "&cursor=" + c).orElse("");
    } while (!next.isEmpty());
    return rows;
  }
}
