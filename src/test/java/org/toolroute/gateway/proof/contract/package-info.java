/** Proofs that a call has one outcome and one bill, whichever protocol it comes in by. */
@NullMarked
package org.toolroute.gateway.proof.contract;

import org.jspecify.annotations.NullMarked;
