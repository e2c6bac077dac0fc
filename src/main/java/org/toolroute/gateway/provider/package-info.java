/** Upstream calls: request building, transport, leak scan, normalised answers, route lint. */
@NullMarked
package org.toolroute.gateway.provider;

import org.jspecify.annotations.NullMarked;
