/** Tests of the embedded server: with real processes, signals and file systems. */
@NullMarked
package org.toolroute.gateway.platform.postgres;

import org.jspecify.annotations.NullMarked;
