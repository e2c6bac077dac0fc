package org.toolroute.gateway.change;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One committed change, written {@code topic:subject} in the payload of a notification. It names
 * what changed and never carries the new value, so a lost or repeated one cannot do harm and a
 * listener on the database learns no secret.
 *
 * @param topic the sort of thing that changed; each module names its own
 * @param subject which one; its form is the topic's matter
 */
public record Change(String topic, String subject) {
  private static final Pattern TOPIC = Pattern.compile("[a-z][a-z_]{0,39}");

  /** Far below PostgreSQL's own limit of 8000 bytes. */
  private static final int SUBJECT_LENGTH_MAX = 200;

  public Change {
    if (!TOPIC.matcher(topic).matches() || subject.length() > SUBJECT_LENGTH_MAX) {
      throw new IllegalArgumentException("not a change");
    }
  }

  /** The change that {@code payload} writes, or empty when it writes none. */
  static Optional<Change> parse(String payload) {
    int colon = payload.indexOf(':');
    if (colon < 0
        || !TOPIC.matcher(payload.substring(0, colon)).matches()
        || payload.length() - colon - 1 > SUBJECT_LENGTH_MAX) {
      return Optional.empty();
    }
    return Optional.of(new Change(payload.substring(0, colon), payload.substring(colon + 1)));
  }

  /** The subject where it is a UUID; empty when it is none, which a listener must not trust. */
  public Optional<UUID> subjectId() {
    try {
      return Optional.of(UUID.fromString(subject));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The payload of the notification. */
  public String payload() {
    return topic + ":" + subject;
  }
}
