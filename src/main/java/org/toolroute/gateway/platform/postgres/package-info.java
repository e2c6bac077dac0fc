/** The PostgreSQL server that the gateway brings along and runs when no other one is named. */
@NullMarked
package org.toolroute.gateway.platform.postgres;

import org.jspecify.annotations.NullMarked;
