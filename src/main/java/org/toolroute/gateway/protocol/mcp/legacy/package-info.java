/** The revisions of MCP before 2026-07-28, spoken without sessions; goes when their clients go. */
@NullMarked
package org.toolroute.gateway.protocol.mcp.legacy;

import org.jspecify.annotations.NullMarked;
