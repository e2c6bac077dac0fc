package org.toolroute.gateway.catalog;

import java.util.List;

/** A path below the provider's base URL, for example {@code /Messages/{message_sid}.json}. */
public record PathTemplate(List<Segment> segments) {

  public PathTemplate {
    segments = List.copyOf(segments);
  }

  /** What stands between two slashes. */
  public record Segment(List<Piece> pieces) {

    public Segment {
      pieces = List.copyOf(pieces);
    }
  }

  /** A part of a segment. */
  public sealed interface Piece {}

  /** Fixed text of unreserved characters. */
  public record Literal(String text) implements Piece {}

  /** {@code {name}}: the value of an input member. */
  public record InputValue(String member) implements Piece {}

  /** {@code {key.name}}: a part of the provider key that is no secret. */
  public record KeyValue(String part) implements Piece {}
}
