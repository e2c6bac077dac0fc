package org.toolroute.gateway.protocol.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares answers with the document. Objects count as closed here, though the document leaves them
 * open for clients: a member that it does not name is one that it has forgotten.
 */
final class DocumentedAnswers {
  private final ObjectNode document;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  DocumentedAnswers(JsonNode document) {
    this.document = (ObjectNode) document.deepCopy();
    this.document.at("/components/schemas").forEach(DocumentedAnswers::close);
  }

  /** The answer as the operation describes it for the status. */
  JsonNode answer(String method, String path, int status) {
    JsonNode answer =
        document.path("paths").path(path).path(method).path("responses").path("" + status);
    assertThat(answer.isObject()).as(method + " " + path + " may answer " + status).isTrue();
    String reference = answer.path("$ref").asString("");
    return reference.isEmpty() ? answer : document.at(reference.substring(1));
  }

  /** Asserts that {@code reply} is what the document says of that operation. */
  void check(String method, String path, Reply reply) {
    String operation = method + " " + path + " " + reply.status();
    JsonNode answer = answer(method, path, reply.status());
    for (Map.Entry<String, JsonNode> header : answer.path("headers").properties()) {
      JsonNode described = document.at(header.getValue().path("$ref").stringValue().substring(1));
      if (described.path("required").asBoolean(false)) {
        assertThat(reply.headers().keySet())
            .as(operation)
            .anyMatch(name -> name.equalsIgnoreCase(header.getKey()));
      }
    }
    if (!answer.has("content")) {
      assertThat(reply.text()).as(operation).isEmpty();
      return;
    }
    String type = reply.headers().get("content-type");
    assertThat(answer.path("content").propertyNames()).as(operation).contains(type);
    JsonNode schema = answer.path("content").path(type).path("schema");
    assertThat(violations(schema, reply.json())).as(operation + " " + reply.text()).isEmpty();
  }

  /** What of {@code value} is not as the schema says. */
  List<String> violations(JsonNode schema, JsonNode value) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("components", document.path("components"));
    root.putArray("allOf").add(schema);
    Schema compiled = registry.getSchema(root);
    return compiled.validate(value).stream().map(Object::toString).toList();
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(DocumentedAnswers::close);
  }
}
