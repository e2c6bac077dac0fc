/** The wires: each turns its own form into a tool request, and the outcome back into its form. */
@NullMarked
package org.toolroute.gateway.protocol;

import org.jspecify.annotations.NullMarked;
