/** HashiCorp Vault and OpenBao as keeper of wrapping keys and shared provider keys. */
@NullMarked
package org.toolroute.gateway.secret.vault;

import org.jspecify.annotations.NullMarked;
