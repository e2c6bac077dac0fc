/** The description of the public API (OpenAPI 3.1) and the page that shows it to people. */
@NullMarked
package org.toolroute.gateway.protocol.openapi;

import org.jspecify.annotations.NullMarked;
