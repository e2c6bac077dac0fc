/** The API's description is true, and so is its page. */
@NullMarked
package org.toolroute.gateway.protocol.openapi;

import org.jspecify.annotations.NullMarked;
