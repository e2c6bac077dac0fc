package org.toolroute.gateway.catalog;

/**
 * What a client may want to know before it lets an agent call an operation, as the tool annotations
 * of the Model Context Protocol have it (revision 2025-03-26 and later).
 *
 * @param destructive may change or remove what is there, rather than only add to it
 * @param idempotent the same input again changes nothing further
 * @param openWorld deals with things outside the provider's own account and data
 */
public record ToolHints(boolean destructive, boolean idempotent, boolean openWorld) {

  /** What holds for an operation that says nothing: the cautious answer. */
  static ToolHints ofUnknown(Effect effect) {
    boolean reads = effect == Effect.READ;
    return new ToolHints(!reads, reads, true);
  }
}
