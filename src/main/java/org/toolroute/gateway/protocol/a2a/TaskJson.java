package org.toolroute.gateway.protocol.a2a;

import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Writes tasks, their events and lists as the JSON of A2A 1.0 (specification section 4). */
final class TaskJson {
  /** The member of a task's metadata that holds what its call cost. */
  static final String BILLING_EXTENSION = "https://toolroute.org/a2a/extensions/billing/v1";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String MEDIA_TYPE = "application/json";
  private static final String ARTIFACT = "result";
  private static final String QUESTION =
      "This agent calls tools and does not read prose. Send a message to this task with one data"
          + " part that names tool, operation and input, for example {\"data\":{\"tool\":\"tavily\","
          + "\"operation\":\"search\",\"input\":{\"query\":\"apache camel\"}},"
          + "\"mediaType\":\"application/json\"}. The agent card lists the tools.";

  private TaskJson() {}

  static ObjectNode write(Task task) {
    ObjectNode node = JSON.objectNode();
    node.put("id", task.id().toString());
    node.put("contextId", task.context());
    node.set("status", status(task));
    artifact(task).ifPresent(artifact -> node.putArray("artifacts").add(artifact));
    billing(task).ifPresent(metadata -> node.set("metadata", metadata));
    return node;
  }

  /** {@code {"task"|"artifactUpdate"|"statusUpdate":…}}. */
  static ObjectNode write(TaskEvent event) {
    ObjectNode node = JSON.objectNode();
    switch (event) {
      case TaskEvent.Snapshot(Task task) -> node.set("task", write(task));
      case TaskEvent.Artifact(Task task) -> {
        ObjectNode update = update(task);
        artifact(task).ifPresent(artifact -> update.set("artifact", artifact));
        update.put("lastChunk", true);
        node.set("artifactUpdate", update);
      }
      case TaskEvent.Status(Task task) -> {
        ObjectNode update = update(task);
        update.set("status", status(task));
        billing(task).ifPresent(metadata -> update.set("metadata", metadata));
        node.set("statusUpdate", update);
      }
    }
    return node;
  }

  static ObjectNode write(TaskPage page, TaskQuery query) {
    ObjectNode node = JSON.objectNode();
    Function<Task, ObjectNode> form =
        query.withArtifacts() ? TaskJson::withArtifacts : TaskJson::write;
    page.tasks().stream().map(form).forEach(node.putArray("tasks")::add);
    node.put("nextPageToken", page.next().map(TaskCursor::toString).orElse(""));
    node.put("pageSize", query.size());
    node.put("totalSize", page.total());
    return node;
  }

  /** Asked for, the member is there, empty or not. */
  private static ObjectNode withArtifacts(Task task) {
    ObjectNode node = write(task);
    if (!node.has("artifacts")) {
      node.putArray("artifacts");
    }
    return node;
  }

  private static ObjectNode update(Task task) {
    ObjectNode update = JSON.objectNode();
    update.put("taskId", task.id().toString());
    update.put("contextId", task.context());
    return update;
  }

  private static ObjectNode status(Task task) {
    ObjectNode status = JSON.objectNode();
    status.put("state", task.state().wireName());
    status.put("timestamp", task.updatedAt().toString());
    statusPart(task)
        .ifPresent(part -> {
          ObjectNode message = status.putObject("message");
          message.put("messageId", task.id() + "-" + task.state().columnValue());
          message.put("contextId", task.context());
          message.put("taskId", task.id().toString());
          message.put("role", "ROLE_AGENT");
          message.putArray("parts").add(part);
        });
    return status;
  }

  private static Optional<ObjectNode> statusPart(Task task) {
    return switch (task.state()) {
      case WORKING, COMPLETED, CANCELED -> Optional.empty();
      case INPUT_REQUIRED ->
          Optional.of(JSON.objectNode().put("text", QUESTION).put("mediaType", "text/plain"));
      case FAILED, REJECTED -> task.outcome().flatMap(TaskOutcome::envelope).map(TaskJson::data);
    };
  }

  /** Only a completed task has one: a failure is no result. */
  private static Optional<ObjectNode> artifact(Task task) {
    return task.state() == TaskState.COMPLETED
        ? task.outcome()
            .flatMap(TaskOutcome::envelope)
            .map(envelope -> {
              ObjectNode artifact = JSON.objectNode();
              artifact.put("artifactId", ARTIFACT);
              artifact.put("name", ARTIFACT);
              artifact.putArray("parts").add(data(envelope));
              return artifact;
            })
        : Optional.empty();
  }

  private static Optional<ObjectNode> billing(Task task) {
    return task.outcome()
        .map(outcome -> {
          ObjectNode metadata = JSON.objectNode();
          metadata.set(BILLING_EXTENSION, raw(outcome.billing()));
          return metadata;
        });
  }

  private static ObjectNode data(String envelope) {
    ObjectNode part = JSON.objectNode();
    part.set("data", raw(envelope));
    part.put("mediaType", MEDIA_TYPE);
    return part;
  }

  /** JSON that was written before is passed on as it is. */
  private static JsonNode raw(String json) {
    return JSON.rawValueNode(new RawValue(json));
  }
}
