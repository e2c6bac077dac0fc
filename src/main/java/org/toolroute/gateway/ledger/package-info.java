/** Prepaid credits: holds, captures, releases, top-ups, usage and the audit. */
@NullMarked
package org.toolroute.gateway.ledger;

import org.jspecify.annotations.NullMarked;
