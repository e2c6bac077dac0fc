package org.toolroute.gateway.provider;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A successful answer.
 *
 * @param result what the caller gets, described secrets taken out; not yet searched for the key
 *     that was used
 * @param answer what the price is settled by; never leaves the gateway
 */
public record ShapedResult(ObjectNode result, JsonNode answer) {}
