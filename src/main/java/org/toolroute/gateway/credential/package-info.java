/** The one place that decides who pays for a call, and with which key. */
@NullMarked
package org.toolroute.gateway.credential;

import org.jspecify.annotations.NullMarked;
