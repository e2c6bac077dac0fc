package org.toolroute.gateway.proof.contract;

import java.util.ArrayList;
import java.util.List;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A way into the gateway: puts a call into its protocol's form, and reads how it ended. */
sealed interface Door permits RestDoor, McpDoor, A2aDoor, FunctionsDoor {
  /** All of them, that of the published contract first. */
  static List<Door> all(GatewayClient client) {
    return List.of(
        new RestDoor(client),
        new McpDoor(client, McpDoor.Face.CURRENT),
        new A2aDoor(client, A2aDoor.Binding.JSON_RPC),
        new FunctionsDoor(client));
  }

  /** All of them, each as every sort of client comes in by it. */
  static List<Door> allFaces(GatewayClient client) {
    List<Door> doors = new ArrayList<>(all(client));
    doors.add(new McpDoor(client, McpDoor.Face.OLDER));
    doors.add(new McpDoor(client, McpDoor.Face.COMPACT));
    doors.add(new A2aDoor(client, A2aDoor.Binding.HTTP_JSON));
    return doors;
  }

  /** What the bill calls it. */
  String protocol();

  /** Tells it from the others in what a failed test says. */
  default String name() {
    return protocol();
  }

  /** Whether a caller's name for a request is the same at all doors that say so. */
  default boolean sharesNames() {
    return true;
  }

  /** Calls with a gateway key. */
  Outcome call(String key, Call call);

  static JsonNode json(String text) {
    return StrictJson.MAPPER.readTree(text);
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
