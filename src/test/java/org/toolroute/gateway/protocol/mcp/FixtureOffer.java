package org.toolroute.gateway.protocol.mcp;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Everything that the conformance suite asks a server for. */
final class FixtureOffer implements McpOffer {
  private final Map<String, McpMethod> methods = new HashMap<>();
  private final ClientRequests clients = new ClientRequests();

  FixtureOffer(ListChanges changes) {
    Map<String, McpMethod> tools = new HashMap<>();
    new FixtureTools(changes).addTo(tools);
    new FixtureInputs().addTo(tools);
    new FixtureDialogues(clients).addTo(tools);
    methods.put("tools/list", (_, _) -> FixtureToolList.of(tools.keySet()));
    methods.put("tools/call", (request, stream) -> call(tools, request, stream));
    new FixturePrompts().addTo(methods);
    new FixtureResources().addTo(methods);
    methods.put(
        "completion/complete",
        (_, _) -> Fixture.result("{'completion':{'values':[],'total':0,'hasMore':false}}"));
    methods.put("logging/setLevel", FixtureOffer::olderOnly);
    methods.put("resources/subscribe", FixtureOffer::olderOnly);
    methods.put("resources/unsubscribe", FixtureOffer::olderOnly);
  }

  @Override
  public ObjectNode capabilities() {
    return Fixture.json(
        "{'tools':{'listChanged':true},'prompts':{'listChanged':true},'resources':{},"
            + "'completions':{},'logging':{}}");
  }

  @Override
  public String instructions() {
    return "Fixtures of the conformance suite.";
  }

  @Override
  public Optional<McpMethod> method(String name) {
    return Optional.ofNullable(methods.get(name));
  }

  @Override
  public void hear(ObjectNode message) {
    clients.hear(message);
  }

  private static McpResult call(Map<String, McpMethod> tools, McpRequest request, McpStream stream)
      throws IOException {
    McpMethod tool = tools.get(request.text("name"));
    if (tool == null) {
      throw McpError.invalidParams("there is no such tool", null);
    }
    return tool.answer(request, stream);
  }

  private static McpResult olderOnly(McpRequest request, McpStream stream) {
    if (request.revision().equals(CurrentEra.REVISION)) {
      throw McpError.methodNotFound();
    }
    return Fixture.result("{}");
  }
}
