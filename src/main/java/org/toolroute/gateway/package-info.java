/** The gateway for the tool calls of AI agents. */
@NullMarked
package org.toolroute.gateway;

import org.jspecify.annotations.NullMarked;
