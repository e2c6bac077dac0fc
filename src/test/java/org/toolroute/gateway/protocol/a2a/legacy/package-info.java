/** Proofs of the mapping of A2A 0.3. */
@NullMarked
package org.toolroute.gateway.protocol.a2a.legacy;

import org.jspecify.annotations.NullMarked;
