/** Tests of the provider simulator. */
@NullMarked
package org.toolroute.gateway.sandbox;

import org.jspecify.annotations.NullMarked;
