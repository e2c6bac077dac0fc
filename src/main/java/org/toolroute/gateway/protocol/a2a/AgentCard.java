package org.toolroute.gateway.protocol.a2a;

import java.util.Comparator;
import java.util.Optional;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.execution.PublishedTools;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The gateway's self-description as an agent (specification section 8): a skill per provider. */
final class AgentCard {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String SCHEME = "gatewayKey";
  private static final String RPC = "JSONRPC";

  private final Catalog catalog;
  private final PublishedTools published;

  AgentCard(Catalog catalog, PublishedTools published) {
    this.catalog = catalog;
    this.published = published;
  }

  /**
   * Writes the card.
   *
   * @param base where callers reach the gateway, without a slash at its end
   * @param legacy whether the reader did not say that it speaks 1.0
   */
  ObjectNode write(String base, boolean legacy) {
    ObjectNode card = JSON.objectNode();
    card.put("name", "Toolroute Gateway");
    card.put(
        "description",
        "Calls the tools of many providers, with the caller's own provider key at no cost or with"
            + " prepaid credits. Each message names one call: tool, operation and input as JSON.");
    ArrayNode interfaces = card.putArray("supportedInterfaces");
    interfaces.add(face(base + A2aConfiguration.RPC_PATH, RPC, "1.0"));
    interfaces.add(face(base + A2aConfiguration.HTTP_PATH, "HTTP+JSON", "1.0"));
    interfaces.add(face(base + A2aConfiguration.RPC_PATH, RPC, "0.3"));
    forLegacyReaders(card, base);
    card.put("version", version());
    capabilities(card.putObject("capabilities"));
    security(card);
    if (legacy) {
      legacySecurity(card);
    }
    card.putArray("defaultInputModes").add("application/json").add("text/plain");
    card.putArray("defaultOutputModes").add("application/json");
    skills(card.putArray("skills"));
    return card;
  }

  private static ObjectNode face(String url, String binding, String version) {
    return JSON.objectNode()
        .put("url", url)
        .put("protocolBinding", binding)
        .put("protocolVersion", version);
  }

  /** Where readers of A2A 0.3 look for what is in supportedInterfaces now. */
  private static void forLegacyReaders(ObjectNode card, String base) {
    card.put("protocolVersion", "0.3.0");
    card.put("url", base + A2aConfiguration.RPC_PATH);
    card.put("preferredTransport", RPC);
  }

  private static void security(ObjectNode card) {
    ObjectNode scheme = card.putObject("securitySchemes").putObject(SCHEME);
    bearer(scheme.putObject("httpAuthSecurityScheme"));
    card.putArray("securityRequirements")
        .addObject()
        .putObject("schemes")
        .putObject(SCHEME)
        .putArray("list");
  }

  /**
   * The same as 0.3 has it, beside the form of 1.0. Not for those who say 1.0: the official client
   * takes a scheme with a type for one of 0.3, whatever else it has.
   */
  private static void legacySecurity(ObjectNode card) {
    bearer(((ObjectNode) card.path("securitySchemes").path(SCHEME)).put("type", "http"));
    card.putArray("security").addObject().putArray(SCHEME);
  }

  private static void bearer(ObjectNode scheme) {
    scheme.put("scheme", "Bearer");
    scheme.put("description", "A key of this gateway, tr_live_... or tr_test_...");
  }

  private static String version() {
    return Optional.ofNullable(AgentCard.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  private static void capabilities(ObjectNode capabilities) {
    capabilities.put("streaming", true);
    capabilities.put("pushNotifications", false);
    capabilities.put("extendedAgentCard", false);
    capabilities
        .putArray("extensions")
        .addObject()
        .put("uri", TaskJson.BILLING_EXTENSION)
        .put(
            "description",
            "What the call of a task cost and who paid: under this URI in the task's metadata, as"
                + " {mode, credits_charged, provider}.")
        .put("required", false);
  }

  private void skills(ArrayNode skills) {
    ObjectNode execute = skills.addObject();
    execute.put("id", "execute");
    execute.put("name", "Call a tool");
    execute.put(
        "description",
        "Calls one operation of a provider. Send one data part {\"tool\",\"operation\",\"input\"};"
            + " the task's artifact holds {\"id\",\"result\",\"billing\"}.");
    execute.putArray("tags").add("tools").add("byok");
    catalog.providers().stream()
        .filter(provider -> published.isPublished(provider.id()))
        .forEach(provider -> skills.add(skill(provider)));
    ArrayNode examples = execute.putArray("examples");
    skills.path(1).path("examples").forEach(examples::add);
  }

  private static ObjectNode skill(Provider provider) {
    ObjectNode skill = JSON.objectNode();
    skill.put("id", provider.id().value());
    skill.put("name", provider.title());
    skill.put(
        "description",
        provider.description()
            + " Operations: "
            + String.join(", ", provider.operations().keySet()));
    skill.putArray("tags").add(provider.category()).add(provider.free() ? "free" : "byok");
    ArrayNode examples = skill.putArray("examples");
    // One that also runs on credits, where there is one.
    provider.operations().values().stream()
        .sorted(Comparator.comparing(Operation::byokOnly))
        .limit(1)
        .map(AgentCard::example)
        .forEach(examples::add);
    return skill;
  }

  private static String example(Operation operation) {
    ObjectNode call = JSON.objectNode();
    call.put("tool", operation.name().provider().value());
    call.put("operation", operation.name().operation());
    call.set("input", operation.example().input());
    return StrictJson.MAPPER.writeValueAsString(call);
  }
}
