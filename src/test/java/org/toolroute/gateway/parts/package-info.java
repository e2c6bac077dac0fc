/** Real parts for tests: a PostgreSQL server, a Vault server, loopback providers. */
@NullMarked
package org.toolroute.gateway.parts;

import org.jspecify.annotations.NullMarked;
