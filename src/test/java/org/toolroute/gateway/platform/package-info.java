/** Tests of how the gateway is put together and started. */
@NullMarked
package org.toolroute.gateway.platform;

import org.jspecify.annotations.NullMarked;
