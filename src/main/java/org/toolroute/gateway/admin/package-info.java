/** The operator's surface under {@code /admin/v1}. */
@NullMarked
package org.toolroute.gateway.admin;

import org.jspecify.annotations.NullMarked;
