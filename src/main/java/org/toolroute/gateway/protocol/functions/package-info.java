/** Function calling: tool definitions for models, and the calls that models ask for. */
@NullMarked
package org.toolroute.gateway.protocol.functions;

import org.jspecify.annotations.NullMarked;
