/** Proofs about change notifications, and parts with which other modules prove theirs. */
@NullMarked
package org.toolroute.gateway.change;

import org.jspecify.annotations.NullMarked;
