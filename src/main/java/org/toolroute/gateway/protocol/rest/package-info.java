/** The REST API under {@code /api/v1} and the operator's under {@code /admin/v1}. */
@NullMarked
package org.toolroute.gateway.protocol.rest;

import org.jspecify.annotations.NullMarked;
