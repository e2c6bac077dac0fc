/** What the gateway promises about money, proven over the wire against the whole gateway. */
@NullMarked
package org.toolroute.gateway.proof;

import org.jspecify.annotations.NullMarked;
