/** The wire to the providers: keys put on last, answers bounded and scanned before they leave. */
@NullMarked
package org.toolroute.gateway.provider.transport;

import org.jspecify.annotations.NullMarked;
