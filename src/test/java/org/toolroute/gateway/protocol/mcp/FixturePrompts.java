package org.toolroute.gateway.protocol.mcp;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The prompts of the conformance suite. */
final class FixturePrompts {

  void addTo(Map<String, McpMethod> methods) {
    methods.put(
        "prompts/list",
        (_, _) ->
            Fixture.result(
                "{'prompts':["
                    + "{'name':'test_input_required_result_prompt','description':'A fixture'},"
                    + "{'name':'test_prompt_with_arguments','description':'A fixture','arguments':["
                    + "{'name':'arg1','description':'First test argument','required':true},"
                    + "{'name':'arg2','description':'Second test argument','required':true}]},"
                    + "{'name':'test_prompt_with_embedded_resource','description':'A fixture',"
                    + "'arguments':[{'name':'resourceUri','description':'What to embed',"
                    + "'required':true}]},"
                    + "{'name':'test_prompt_with_image','description':'A fixture'},"
                    + "{'name':'test_simple_prompt','description':'A fixture'}]}"));
    methods.put("prompts/get", (request, _) -> get(request));
  }

  private static McpResult get(McpRequest request) {
    JsonNode arguments = request.object("arguments");
    return switch (request.text("name")) {
      case "test_simple_prompt" -> text("This is a simple prompt for testing.");
      case "test_prompt_with_arguments" ->
          text(
              "Prompt with arguments: arg1=\\u0027%s\\u0027, arg2=\\u0027%s\\u0027"
                  .formatted(arguments.path("arg1").asString(), arguments.path("arg2").asString()));
      case "test_prompt_with_embedded_resource" ->
          Fixture.result(
              "{'messages':[{'role':'user','content':{'type':'resource','resource':{'uri':'%s',"
                  + "'mimeType':'text/plain','text':'Embedded resource content for testing.'}}},"
                  + "{'role':'user','content':{'type':'text',"
                  + "'text':'Please process the embedded resource above.'}}]}",
              arguments.path("resourceUri").asString());
      case "test_prompt_with_image" ->
          Fixture.result(
              "{'messages':[{'role':'user','content':{'type':'image','data':'%s',"
                  + "'mimeType':'image/png'}},{'role':'user','content':{'type':'text',"
                  + "'text':'Please analyze the image above.'}}]}",
              Fixture.PNG);
      case "test_input_required_result_prompt" -> withInput(request);
      default -> throw McpError.invalidParams("there is no such prompt", null);
    };
  }

  private static McpResult withInput(McpRequest request) {
    if (request.params().path("inputResponses").path("user_context").isObject()) {
      return text("With context.");
    }
    return FixtureInputs.once(
        request,
        Map.of(
            "user_context",
            Fixture.json(
                FixtureInputs.NAME,
                "What context should the prompt use?",
                "context",
                "string",
                "context")));
  }

  private static McpResult text(String text) {
    return Fixture.result(
        "{'messages':[{'role':'user','content':{'type':'text','text':'%s'}}]}", text);
  }
}
