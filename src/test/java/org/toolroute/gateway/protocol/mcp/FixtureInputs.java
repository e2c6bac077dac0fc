package org.toolroute.gateway.protocol.mcp;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tools that ask for input by their result, as revision 2026-07-28 does. */
final class FixtureInputs {
  static final String NAME =
      "{'method':'elicitation/create','params':{'mode':'form','message':'%s','requestedSchema':"
          + "{'type':'object','properties':{'%s':{'type':'%s'}},'required':['%s']}}}";
  private static final String SAMPLING =
      "{'method':'sampling/createMessage','params':{'messages':[{'role':'user','content':"
          + "{'type':'text','text':'%s'}}],'maxTokens':%d}}";
  private static final String ROOTS = "{'method':'roots/list','params':{}}";

  private final SignedState state = new SignedState();

  void addTo(Map<String, McpMethod> tools) {
    tools.put(
        "test_input_required_result_elicitation",
        (request, _) -> once(request, Map.of("user_name", name())));
    tools.put(
        "test_streaming_elicitation", (request, _) -> once(request, Map.of("user_name", name())));
    tools.put(
        "test_input_required_result_sampling",
        (request, _) ->
            once(
                request,
                Map.of(
                    "capital_question",
                    Fixture.json(SAMPLING, "What is the capital of France?", 100))));
    tools.put(
        "test_input_required_result_list_roots",
        (request, _) -> once(request, Map.of("client_roots", Fixture.json(ROOTS))));
    tools.put(
        "test_input_required_result_capabilities",
        (request, _) ->
            once(request, Map.of("question", Fixture.json(SAMPLING, "Who are you?", 50))));
    for (String tool : List.of("request_state", "tampered_state")) {
      tools.put(
          "test_input_required_result_" + tool,
          (request, _) -> withState(request, Map.of("confirm", confirmation())));
    }
    tools.put(
        "test_input_required_result_multiple_inputs",
        (request, _) ->
            withState(
                request,
                Map.of(
                    "user_name",
                    name(),
                    "greeting",
                    Fixture.json(SAMPLING, "Generate a greeting", 50),
                    "client_roots",
                    Fixture.json(ROOTS))));
    tools.put("test_input_required_result_multi_round", (request, _) -> rounds(request));
  }

  private static ObjectNode name() {
    return Fixture.json(NAME, "What is your name?", "name", "string", "name");
  }

  private static ObjectNode confirmation() {
    return Fixture.json(NAME, "Please confirm", "ok", "boolean", "ok");
  }

  /** Asks until every answer is there. */
  static McpResult once(McpRequest request, Map<String, ObjectNode> questions) {
    JsonNode answers = request.params().path("inputResponses");
    return questions.keySet().stream().allMatch(key -> answers.path(key).isObject())
        ? Fixture.text("Hello! " + answers)
        : required(questions);
  }

  private McpResult withState(McpRequest request, Map<String, ObjectNode> questions) {
    if (request.params().has("requestState")) {
      state.open(request.text("requestState"));
      return Fixture.text("state-ok");
    }
    return required(questions, state.sign("1"));
  }

  private McpResult rounds(McpRequest request) {
    if (!request.params().has("requestState")) {
      return required(
          Map.of(
              "step1", Fixture.json(NAME, "Step 1: What is your name?", "name", "string", "name")),
          state.sign("1"));
    }
    if (state.open(request.text("requestState")).equals("1")) {
      return required(
          Map.of(
              "step2",
              Fixture.json(
                  NAME, "Step 2: What is your favorite color?", "color", "string", "color")),
          state.sign("2"));
    }
    return Fixture.text("done");
  }

  private static McpResult required(Map<String, ObjectNode> questions, String state) {
    ObjectNode result = body(questions);
    result.put("requestState", state);
    return new McpResult.Fresh(result);
  }

  private static McpResult required(Map<String, ObjectNode> questions) {
    return new McpResult.Fresh(body(questions));
  }

  private static ObjectNode body(Map<String, ObjectNode> questions) {
    ObjectNode result = Fixture.json("{'resultType':'input_required'}");
    ObjectNode requests = result.putObject("inputRequests");
    questions.forEach(requests::set);
    return result;
  }
}
