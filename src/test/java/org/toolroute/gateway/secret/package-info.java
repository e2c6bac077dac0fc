/** Tests of envelopes, key wrapping and the gateway's shared provider keys. */
@NullMarked
package org.toolroute.gateway.secret;

import org.jspecify.annotations.NullMarked;
