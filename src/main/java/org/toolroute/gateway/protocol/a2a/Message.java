package org.toolroute.gateway.protocol.a2a;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.toolroute.gateway.shared.StrictJson;
import org.toolroute.gateway.shared.Unicode;
import tools.jackson.databind.node.ArrayNode;

/**
 * A message of the caller (specification section 4.1.4).
 *
 * @param id the caller's own; sending it again is the same request
 * @param task the task that it continues; empty for a new one
 */
record Message(String id, Optional<String> context, Optional<String> task, ArrayNode parts) {
  static final int ID_LENGTH_MAX = 255;
  private static final int PARTS_MAX = 16;
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

  static Message read(Fields fields) {
    if (!fields.requiredText("role", ID_LENGTH_MAX).equals("ROLE_USER")) {
      throw fields.invalid("role", "must be ROLE_USER");
    }
    ArrayNode parts =
        fields.array("parts").orElseThrow(() -> fields.invalid("parts", "is required"));
    if (parts.isEmpty() || parts.size() > PARTS_MAX) {
      throw fields.invalid("parts", "must have 1 to " + PARTS_MAX + " elements");
    }
    if (!Unicode.isText(parts)) {
      throw fields.invalid("parts", "is not Unicode: half of a surrogate pair");
    }
    return new Message(
        fields.requiredText("messageId", ID_LENGTH_MAX),
        fields.text("contextId", ID_LENGTH_MAX),
        fields.text("taskId", ID_LENGTH_MAX),
        parts);
  }

  /** SHA-256 of what it says, so that a repetition can be told from another message. */
  byte[] hash() {
    return sha256(StrictJson.MAPPER.writeValueAsBytes(parts));
  }

  /** The key under which its call runs once: the identifier itself where it can be one. */
  String idempotencyKey() {
    return KEY.matcher(id).matches()
        ? id
        : "a2a-" + HexFormat.of().formatHex(sha256(StrictJson.MAPPER.writeValueAsBytes(id)));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
