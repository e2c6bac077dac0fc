/** Spring and Camel wiring, start-up checks and shutdown; imported by nobody. */
@NullMarked
package org.toolroute.gateway.platform;

import org.jspecify.annotations.NullMarked;
