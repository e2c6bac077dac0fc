package org.toolroute.gateway.protocol.mcp;

import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The list of the fixtures' tools. */
final class FixtureToolList {
  private static final Map<String, String> PARAMETERS =
      Map.of("test_sampling", "prompt", "test_elicitation", "message");

  private FixtureToolList() {}

  static McpResult of(Collection<String> names) {
    ObjectNode result = Fixture.json("{'tools':[]}");
    ArrayNode tools = (ArrayNode) result.path("tools");
    for (String name : new TreeSet<>(names)) {
      ObjectNode tool =
          Fixture.json(
              "{'name':'%s','description':'A fixture','inputSchema':{'type':'object'}}", name);
      String parameter = PARAMETERS.get(name);
      if (parameter != null) {
        tool.set(
            "inputSchema",
            Fixture.json(
                "{'type':'object','properties':{'%s':{'type':'string'}},'required':['%s']}",
                parameter, parameter));
      }
      tools.add(tool);
    }
    return new McpResult.Fresh(result);
  }
}
