/** Rules on the code as a whole, checked on its byte code. */
@NullMarked
package org.toolroute.gateway.architecture;

import org.jspecify.annotations.NullMarked;
