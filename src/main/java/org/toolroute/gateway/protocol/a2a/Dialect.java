package org.toolroute.gateway.protocol.a2a;

import java.util.Optional;
import org.toolroute.gateway.protocol.a2a.legacy.LegacyAnswers;
import org.toolroute.gateway.protocol.a2a.legacy.LegacyRequests;
import tools.jackson.databind.node.ObjectNode;

/** The protocol versions that are spoken over JSON-RPC. */
enum Dialect {
  V1_0 {
    @Override
    Optional<Method> method(String name) {
      return Method.of(name);
    }

    @Override
    ObjectNode params(ObjectNode params) {
      return params;
    }

    @Override
    ObjectNode result(ObjectNode result) {
      return result;
    }
  },
  V0_3 {
    @Override
    Optional<Method> method(String name) {
      return LegacyRequests.method(name).flatMap(Method::of);
    }

    @Override
    ObjectNode params(ObjectNode params) {
      return LegacyRequests.params(params);
    }

    @Override
    ObjectNode result(ObjectNode result) {
      return LegacyAnswers.result(result);
    }
  };

  /**
   * The one that a caller speaks.
   *
   * @throws A2aException when this agent does not
   */
  static Dialect of(String version) {
    if (Wire.isVersion(version, "1.0")) {
      return V1_0;
    }
    if (Wire.isVersion(version, "0.3")) {
      return V0_3;
    }
    throw Wire.versionNotSupported();
  }

  abstract Optional<Method> method(String name);

  /** The parameters as 1.0 has them. */
  abstract ObjectNode params(ObjectNode params);

  /** What 1.0 answers, as the caller reads it. */
  abstract ObjectNode result(ObjectNode result);
}
