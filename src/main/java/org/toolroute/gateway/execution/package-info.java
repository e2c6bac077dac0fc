/** A tool call from its admission to its receipt, the same for every protocol. */
@NullMarked
package org.toolroute.gateway.execution;

import org.jspecify.annotations.NullMarked;
