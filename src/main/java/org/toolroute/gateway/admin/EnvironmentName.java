package org.toolroute.gateway.admin;

import org.toolroute.gateway.protocol.rest.Members;
import org.toolroute.gateway.protocol.rest.RestRequest;
import org.toolroute.gateway.shared.Environment;

/** How the operator names one of an account's two environments: {@code live} or {@code test}. */
final class EnvironmentName {
  private EnvironmentName() {}

  /** What {@code ?environment=} asks for: live where the query says nothing. */
  static Environment inQuery(RestRequest request) {
    return request.query("environment").map(EnvironmentName::parse).orElse(Environment.LIVE);
  }

  static Environment parse(String text) {
    return switch (text) {
      case "live" -> Environment.LIVE;
      case "test" -> Environment.TEST;
      default -> throw Members.invalid("environment", "must be live or test");
    };
  }
}
