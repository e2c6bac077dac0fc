package org.toolroute.gateway.proof.contract;

import java.util.Optional;

/**
 * A call as its caller means it, before a protocol gives it a form.
 *
 * @param once the caller's own name for the request; sent again, it is the same request
 */
record Call(String provider, String operation, String input, Optional<String> once) {
  /** A web search, which costs 0.008 credits. */
  static final Call SEARCH =
      new Call("tavily", "search", "{\"query\":\"camel\",\"search_depth\":\"basic\"}");

  /** Costs nobody anything. */
  static final Call FREE =
      new Call("context7", "search_library", "{\"libraryName\":\"camel\",\"query\":\"routes\"}");

  Call(String provider, String operation, String input) {
    this(provider, operation, input, Optional.empty());
  }

  Call with(String otherInput) {
    return new Call(provider, operation, otherInput, once);
  }

  Call once(String name) {
    return new Call(provider, operation, input, Optional.of(name));
  }

  /** The name that lists of tools have for it. */
  String function() {
    return provider + "__" + operation;
  }
}
