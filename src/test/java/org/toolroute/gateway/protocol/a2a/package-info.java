/** Proofs of the A2A agent, on the wire and with the official clients. */
@NullMarked
package org.toolroute.gateway.protocol.a2a;

import org.jspecify.annotations.NullMarked;
