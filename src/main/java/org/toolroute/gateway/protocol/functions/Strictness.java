package org.toolroute.gateway.protocol.functions;

import java.util.Optional;

/** Whether tool definitions ask the model's API to keep to the schema by force. */
enum Strictness {
  /** Where the schema qualifies as it stands. */
  AUTO,
  /** Wherever a schema that says the same to the model can be made to qualify. */
  TRUE,
  FALSE;

  static Optional<Strictness> of(String text) {
    return switch (text) {
      case "auto" -> Optional.of(AUTO);
      case "true" -> Optional.of(TRUE);
      case "false" -> Optional.of(FALSE);
      default -> Optional.empty();
    };
  }
}
