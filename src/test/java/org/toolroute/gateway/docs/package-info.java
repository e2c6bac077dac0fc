/** Runs what the documentation shows. */
@NullMarked
package org.toolroute.gateway.docs;

import org.jspecify.annotations.NullMarked;
