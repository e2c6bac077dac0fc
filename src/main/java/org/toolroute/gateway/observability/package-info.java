/** The call record and the meters: how every request ended, safe to print. */
@NullMarked
package org.toolroute.gateway.observability;

import org.jspecify.annotations.NullMarked;
