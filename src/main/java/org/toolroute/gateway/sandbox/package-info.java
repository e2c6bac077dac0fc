/** The simulator that stands in for every provider when a call is made with a test key. */
@NullMarked
package org.toolroute.gateway.sandbox;

import org.jspecify.annotations.NullMarked;
