/** Providers, their tools, prices and schemas, as loaded from the route folder. */
@NullMarked
package org.toolroute.gateway.catalog;

import org.jspecify.annotations.NullMarked;
