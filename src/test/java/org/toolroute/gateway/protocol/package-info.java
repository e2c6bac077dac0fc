/** Tests of what the protocols share. */
@NullMarked
package org.toolroute.gateway.protocol;

import org.jspecify.annotations.NullMarked;
