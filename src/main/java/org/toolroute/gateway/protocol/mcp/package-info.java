/** The Model Context Protocol over Streamable HTTP, revision 2026-07-28. */
@NullMarked
package org.toolroute.gateway.protocol.mcp;

import org.jspecify.annotations.NullMarked;
