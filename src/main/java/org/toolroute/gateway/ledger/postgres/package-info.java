/** The ledger on PostgreSQL: one statement per step, in one lock order. */
@NullMarked
package org.toolroute.gateway.ledger.postgres;

import org.jspecify.annotations.NullMarked;
