package org.toolroute.gateway.protocol.mcp;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tools that ask the client while they run, as older revisions allow. */
final class FixtureDialogues {
  private final ClientRequests clients;

  FixtureDialogues(ClientRequests clients) {
    this.clients = clients;
  }

  void addTo(Map<String, McpMethod> tools) {
    tools.put(
        "test_sampling",
        (request, stream) -> {
          ObjectNode params =
              Fixture.json(
                  "{'messages':[{'role':'user','content':{'type':'text'}}],'maxTokens':100}");
          ((ObjectNode) params.at("/messages/0/content"))
              .put("text", request.object("arguments").path("prompt").asString());
          JsonNode answer = clients.ask(stream, "sampling/createMessage", params);
          return Fixture.text("LLM response: " + answer.at("/content/text").asString());
        });
    tools.put(
        "test_elicitation",
        (request, stream) -> {
          ObjectNode params =
              Fixture.json(
                  "{'requestedSchema':{'type':'object','properties':{"
                      + "'username':{'type':'string','description':'The response'},"
                      + "'email':{'type':'string','description':'The address'}},"
                      + "'required':['username','email']}}");
          params.put("message", request.object("arguments").path("message").asString());
          return completed("User response: ", clients.ask(stream, "elicitation/create", params));
        });
    elicitation(
        tools,
        "test_elicitation_sep1034_defaults",
        "'name':{'type':'string','default':'John Doe'},'age':{'type':'integer','default':30},"
            + "'score':{'type':'number','default':95.5},"
            + "'status':{'type':'string','enum':['active','inactive','pending'],'default':'active'},"
            + "'verified':{'type':'boolean','default':true}");
    elicitation(
        tools,
        "test_elicitation_sep1330_enums",
        "'untitledSingle':{'type':'string','enum':['option1','option2','option3']},"
            + "'titledSingle':{'type':'string','oneOf':[{'const':'value1','title':'First Option'},"
            + "{'const':'value2','title':'Second Option'},{'const':'value3','title':'Third Option'}]},"
            + "'legacyEnum':{'type':'string','enum':['opt1','opt2','opt3'],"
            + "'enumNames':['Option One','Option Two','Option Three']},"
            + "'untitledMulti':{'type':'array','items':{'type':'string',"
            + "'enum':['option1','option2','option3']}},"
            + "'titledMulti':{'type':'array','items':{'anyOf':["
            + "{'const':'value1','title':'First Choice'},{'const':'value2','title':'Second Choice'},"
            + "{'const':'value3','title':'Third Choice'}]}}");
  }

  private void elicitation(Map<String, McpMethod> tools, String name, String properties) {
    tools.put(
        name,
        (_, stream) ->
            completed(
                "Elicitation completed: ",
                clients.ask(
                    stream,
                    "elicitation/create",
                    Fixture.json(
                        "{'message':'Please fill in','requestedSchema':{'type':'object',"
                            + "'properties':{%s}}}",
                        properties))));
  }

  private static McpResult completed(String what, JsonNode answer) {
    return Fixture.text(
        what
            + "action="
            + answer.path("action").asString()
            + ", content="
            + answer.path("content"));
  }
}
