/** Proofs about accounts, gateway keys and authentication. */
@NullMarked
package org.toolroute.gateway.account;

import org.jspecify.annotations.NullMarked;
