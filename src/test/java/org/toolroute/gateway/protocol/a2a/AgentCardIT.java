package org.toolroute.gateway.protocol.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;

/** The agent card is true: its URLs are the operator's, its skills work, its examples fit. */
class AgentCardIT {
  private static final String CARD = "/.well-known/agent-card.json";

  @AutoClose
  private static final RunningAgent agent =
      RunningAgent.start(Map.of("toolroute.a2a.public-url", "https://tools.example.com/"));

  @Test
  void theOperatorsUrlIsNamedWhateverTheHostSays() {
    // When
    Reply reply = agent.client().get(CARD, "");
    // Then
    assertThat(reply.json().at("/supportedInterfaces/0/url").asString())
        .isEqualTo("https://tools.example.com/api/a2a");
    assertThat(reply.json().path("url").asString()).isEqualTo("https://tools.example.com/api/a2a");
    assertThat(reply.headers().get("cache-control")).isEqualTo("public, max-age=60");
  }

  @Test
  void theCardIsPublicAndSaysWhereAndHow() {
    // When
    Reply reply = agent.client().get(CARD, "");
    // Then
    JsonNode card = reply.json();
    String base = "https://tools.example.com";
    assertThat(card.at("/supportedInterfaces/0/url").asString()).isEqualTo(base + "/api/a2a");
    assertThat(card.at("/supportedInterfaces/0/protocolVersion").asString()).isEqualTo("1.0");
    assertThat(card.at("/supportedInterfaces/1/url").asString()).isEqualTo(base + "/api/a2a/v1");
    assertThat(card.at("/capabilities/streaming").asBoolean()).isTrue();
    assertThat(card.at("/capabilities/pushNotifications").asBoolean(true)).isFalse();
    assertThat(card.at("/capabilities/extensions/0/uri").asString()).isEqualTo(A2aClient.BILLING);
    assertThat(card.at("/securitySchemes/gatewayKey/httpAuthSecurityScheme/scheme").asString())
        .isEqualTo("Bearer");
    assertThat(card.at("/securityRequirements/0/schemes/gatewayKey/list").isArray()).isTrue();
    assertThat(card.path("skills").valueStream().map(skill -> skill.path("id").asString()))
        .containsExactly("execute", "context7", "openai", "tavily", "twilio");
    assertThat(
            agent
                .client()
                .send("GET", CARD, "", "", Map.of("If-None-Match", reply.headers().get("etag")))
                .status())
        .isEqualTo(304);
  }

  @ParameterizedTest
  @CsvSource({"'',true", "0.3,true", "0.3.0,true", "1.0,false"})
  void theSchemeOfZeroThreeIsThereForAllWhoDoNotSayThatTheySpeakTheNext(
      String version, boolean legacy) {
    // When
    Reply reply = agent.client().send("GET", CARD, "", "", Map.of("A2A-Version", version));
    // Then
    JsonNode scheme = reply.json().at("/securitySchemes/gatewayKey");
    assertThat(scheme.at("/httpAuthSecurityScheme/scheme").asString()).isEqualTo("Bearer");
    assertThat(scheme.path("type").asString("")).isEqualTo(legacy ? "http" : "");
    assertThat(scheme.path("scheme").asString("")).isEqualTo(legacy ? "Bearer" : "");
    assertThat(reply.json().path("security").toString())
        .isEqualTo(legacy ? "[{\"gatewayKey\":[]}]" : "");
    assertThat(reply.headers().get("vary")).isEqualTo("A2A-Version");
  }

  @Test
  void theFirstExampleOfEachSkillIsACallThatIsServed() {
    // Given
    JsonNode skills = agent.client().get(CARD, "").json().path("skills");
    String sandbox = agent.newAccount().test();
    // When
    List<String> states =
        skills
            .valueStream()
            .map(skill -> skill.at("/examples/0").asString())
            .map(example -> A2aClient.state(agent.a2a().send(sandbox, example)))
            .toList();
    // Then
    assertThat(states).hasSizeGreaterThan(4).containsOnly("TASK_STATE_COMPLETED");
    assertThat(StrictJson.MAPPER.readTree(skills.at("/0/examples/0").asString()).has("tool"))
        .isTrue();
  }

  @Test
  void aProviderThatIsStoppedIsNoSkill() throws Exception {
    // Given
    CamelContext camel = agent.running().gateway().bean(CamelContext.class);
    // When
    camel.getRouteController().stopRoute("twilio");
    Reply without = agent.client().get(CARD, "");
    camel.getRouteController().startRoute("twilio");
    Reply with = agent.client().get(CARD, "");
    // Then
    assertThat(skills(without)).doesNotContain("twilio").contains("tavily");
    assertThat(skills(with)).contains("twilio");
    assertThat(without.headers().get("etag")).isNotEqualTo(with.headers().get("etag"));
  }

  private static List<String> skills(Reply card) {
    return card.json()
        .path("skills")
        .valueStream()
        .map(skill -> skill.path("id").asString())
        .toList();
  }
}
