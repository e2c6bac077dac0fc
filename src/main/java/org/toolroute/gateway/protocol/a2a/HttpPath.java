package org.toolroute.gateway.protocol.a2a;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path of the HTTP+JSON binding (specification section 11.3), below {@code /api/a2a/v1}.
 *
 * @param template with the task as {@code {id}}
 * @param verbs HTTP methods that it takes, besides HEAD
 */
record HttpPath(String template, Pattern pattern, Set<String> verbs, Method method) {
  /**
   * Every path that there is. The specification subscribes by GET in one place, by POST in another.
   */
  static final List<HttpPath> ALL =
      List.of(
          of("/message:send", Method.SEND, "POST"),
          of("/message:stream", Method.STREAM, "POST"),
          of("/tasks", Method.LIST, "GET"),
          of("/extendedAgentCard", Method.EXTENDED_CARD, "GET"),
          of("/tasks/{id}", Method.GET, "GET"),
          of("/tasks/{id}:cancel", Method.CANCEL, "POST"),
          of("/tasks/{id}:subscribe", Method.SUBSCRIBE, "GET", "POST"),
          of("/tasks/{id}/pushNotificationConfigs", Method.PUSH_NOTIFICATION, "GET", "POST"),
          of(
              "/tasks/{id}/pushNotificationConfigs/{config}",
              Method.PUSH_NOTIFICATION,
              "GET",
              "DELETE"));

  private static HttpPath of(String template, Method method, String... verbs) {
    String pattern = template.replaceAll("\\{[a-z]+}", "([^/:]{1,255})");
    return new HttpPath(template, Pattern.compile(pattern), Set.of(verbs), method);
  }

  /** Whether {@code verb} is taken; a stream has no head to ask for. */
  boolean takes(String verb) {
    return verbs.contains(verb) || (verb.equals("HEAD") && answersHead());
  }

  /** What the header {@code Allow} says. */
  String allowed() {
    Set<String> allowed = new TreeSet<>(verbs);
    if (answersHead()) {
      allowed.add("HEAD");
    }
    return String.join(", ", allowed);
  }

  /** The task in a path that matches. */
  static Optional<String> task(Matcher path) {
    return path.groupCount() == 0 ? Optional.empty() : Optional.of(path.group(1));
  }

  private boolean answersHead() {
    return verbs.contains("GET") && !method.streams();
  }
}
