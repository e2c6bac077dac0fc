package org.toolroute.gateway.protocol.mcp;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The resources of the conformance suite. */
final class FixtureResources {
  private static final Pattern TEMPLATE = Pattern.compile("test://template/([^/]+)/data");

  void addTo(Map<String, McpMethod> methods) {
    methods.put(
        "resources/list",
        (_, _) ->
            Fixture.result(
                "{'resources':[{'uri':'test://static-text','name':'text','description':'A fixture',"
                    + "'mimeType':'text/plain'},{'uri':'test://static-binary','name':'binary',"
                    + "'description':'A fixture','mimeType':'image/png'},"
                    + "{'uri':'test://watched-resource','name':'watched','description':'A fixture',"
                    + "'mimeType':'text/plain'}]}"));
    methods.put(
        "resources/templates/list",
        (_, _) ->
            Fixture.result(
                "{'resourceTemplates':[{'uriTemplate':'test://template/{id}/data',"
                    + "'name':'template','description':'A fixture',"
                    + "'mimeType':'application/json'}]}"));
    methods.put("resources/read", (request, _) -> read(request.text("uri")));
  }

  private static McpResult read(String uri) {
    Matcher template = TEMPLATE.matcher(uri);
    if (template.matches()) {
      return Fixture.result(
          "{'contents':[{'uri':'%s','mimeType':'application/json','text':"
              + "'{\\'id\\':\\'%s\\',\\'templateTest\\':true,\\'data\\':\\'Data for ID: %s\\'}'}]}",
          uri, template.group(1), template.group(1));
    }
    return switch (uri) {
      case "test://static-text" ->
          Fixture.result(
              "{'contents':[{'uri':'%s','mimeType':'text/plain',"
                  + "'text':'This is the content of the static text resource.'}]}",
              uri);
      case "test://watched-resource" ->
          Fixture.result("{'contents':[{'uri':'%s','mimeType':'text/plain','text':'x'}]}", uri);
      case "test://static-binary" ->
          Fixture.result(
              "{'contents':[{'uri':'%s','mimeType':'image/png','blob':'%s'}]}", uri, Fixture.PNG);
      default ->
          throw McpError.invalidParams("Resource not found", Fixture.json("{'uri':'%s'}", uri));
    };
  }
}
