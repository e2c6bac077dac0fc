/** Proofs of the MCP endpoints, with the fixtures that the conformance suite asks for. */
@NullMarked
package org.toolroute.gateway.protocol.mcp;

import org.jspecify.annotations.NullMarked;
