/** A2A 1.0: the gateway as one agent whose skills are its providers. */
@NullMarked
package org.toolroute.gateway.protocol.a2a;

import org.jspecify.annotations.NullMarked;
