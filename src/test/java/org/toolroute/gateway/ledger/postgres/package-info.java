/** The ledger against a real PostgreSQL. */
@NullMarked
package org.toolroute.gateway.ledger.postgres;

import org.jspecify.annotations.NullMarked;
