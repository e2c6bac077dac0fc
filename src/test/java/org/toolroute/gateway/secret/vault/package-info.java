/** Tests of the Vault side, against a real OpenBao and against a server that misbehaves. */
@NullMarked
package org.toolroute.gateway.secret.vault;

import org.jspecify.annotations.NullMarked;
