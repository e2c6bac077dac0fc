package org.toolroute.gateway.proof.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;

/** {@code POST /api/v1/execute}. */
record RestDoor(GatewayClient client) implements Door {

  @Override
  public String protocol() {
    return "rest";
  }

  @Override
  public Outcome call(String key, Call call) {
    Map<String, String> headers =
        call.once().map(name -> Map.of("Idempotency-Key", name)).orElse(Map.of());
    Reply reply = client.execute(key, call.provider(), call.operation(), call.input(), headers);
    Outcome outcome = Outcome.of(reply.json(), reply);
    assertThat(reply.status() == 200).as(reply.text()).isEqualTo(outcome.served());
    return outcome;
  }
}
