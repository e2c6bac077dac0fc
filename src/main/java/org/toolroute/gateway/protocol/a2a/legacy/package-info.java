/** A2A 0.3, mapped to and from the JSON of 1.0 at the edge; nothing else knows of it. */
@NullMarked
package org.toolroute.gateway.protocol.a2a.legacy;

import org.jspecify.annotations.NullMarked;
