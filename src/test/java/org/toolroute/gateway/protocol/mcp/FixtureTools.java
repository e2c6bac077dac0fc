package org.toolroute.gateway.protocol.mcp;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Tools that answer by themselves. */
final class FixtureTools {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final ListChanges changes;

  FixtureTools(ListChanges changes) {
    this.changes = changes;
  }

  void addTo(Map<String, McpMethod> tools) {
    tools.put(
        "test_simple_text", (_, _) -> Fixture.text("This is a simple text response for testing."));
    tools.put(
        "test_image_content",
        (_, _) ->
            Fixture.result(
                "{'content':[{'type':'image','data':'%s','mimeType':'image/png'}]}", Fixture.PNG));
    tools.put(
        "test_audio_content",
        (_, _) ->
            Fixture.result(
                "{'content':[{'type':'audio','data':'%s','mimeType':'audio/wav'}]}", Fixture.WAV));
    tools.put(
        "test_embedded_resource",
        (_, _) ->
            Fixture.result(
                "{'content':[{'type':'resource','resource':{'uri':'test://embedded-resource',"
                    + "'mimeType':'text/plain','text':'This is an embedded resource content.'}}]}"));
    tools.put(
        "test_multiple_content_types",
        (_, _) ->
            Fixture.result(
                "{'content':[{'type':'text','text':'Multiple content types test:'},"
                    + "{'type':'image','data':'%s','mimeType':'image/png'},"
                    + "{'type':'resource','resource':{'uri':'test://mixed-content-resource',"
                    + "'mimeType':'application/json',"
                    + "'text':'{\\'test\\':\\'data\\',\\'value\\':123}'}}]}",
                Fixture.PNG));
    tools.put(
        "test_error_handling",
        (_, _) ->
            Fixture.result(
                "{'isError':true,'content':[{'type':'text',"
                    + "'text':'This tool intentionally returns an error for testing'}]}"));
    tools.put("test_tool_with_logging", FixtureTools::withLogging);
    tools.put("test_logging_tool", FixtureTools::withLogging);
    tools.put("test_tool_with_progress", FixtureTools::withProgress);
    tools.put("test_missing_capability", FixtureTools::missingCapability);
    tools.put("test_trigger_tool_change", (_, _) -> changed(ListKind.TOOLS));
    tools.put("test_trigger_prompt_change", (_, _) -> changed(ListKind.PROMPTS));
  }

  private static McpResult withLogging(McpRequest request, McpStream stream) throws IOException {
    boolean wanted =
        !request.revision().equals(CurrentEra.REVISION)
            || request.meta().has("io.modelcontextprotocol/logLevel");
    for (String text :
        new String[] {
          "Tool execution started", "Tool processing data", "Tool execution completed"
        }) {
      if (wanted) {
        stream.send(
            Fixture.json(
                "{'jsonrpc':'2.0','method':'notifications/message',"
                    + "'params':{'level':'info','data':'%s'}}",
                text));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return Fixture.text("done");
  }

  private static McpResult withProgress(McpRequest request, McpStream stream) throws IOException {
    for (int progress = 0; progress <= 100; progress += 50) {
      if (request.progressToken().isPresent()) {
        stream.send(
            Fixture.json(
                "{'jsonrpc':'2.0','method':'notifications/progress',"
                    + "'params':{'progressToken':%s,'progress':%d,'total':100}}",
                request.progressToken().get().toString(), progress));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return Fixture.text("done");
  }

  private static McpResult missingCapability(McpRequest request, McpStream stream) {
    if (!request.meta().path(MetaKeys.CLIENT_CAPABILITIES).has("sampling")) {
      throw new McpError(
          400,
          -32021,
          "sampling is needed",
          Fixture.json("{'requiredCapabilities':{'sampling':{}}}"));
    }
    return Fixture.text("sampling is there");
  }

  private McpResult changed(ListKind list) {
    changes.changed(list);
    return Fixture.text("changed");
  }
}
