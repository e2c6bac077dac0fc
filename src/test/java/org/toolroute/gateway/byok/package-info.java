/** Proofs about registrations of the callers' own provider keys. */
@NullMarked
package org.toolroute.gateway.byok;

import org.jspecify.annotations.NullMarked;
