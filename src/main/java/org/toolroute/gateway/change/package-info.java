/**
 * Notifications of committed changes, so that no node answers from a cache what another node has
 * revoked. Imports nothing of the gateway; every module with a cache may import it.
 */
@NullMarked
package org.toolroute.gateway.change;

import org.jspecify.annotations.NullMarked;
