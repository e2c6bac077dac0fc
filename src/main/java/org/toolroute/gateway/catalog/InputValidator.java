package org.toolroute.gateway.catalog;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Checks an input against the operation's schema. */
@FunctionalInterface
public interface InputValidator {
  /** What does not fit, at most a bounded number; empty when everything does. */
  List<Violation> validate(ObjectNode input);
}
