/** Checks route files before they run, because Java rules and tests do not see an edited YAML. */
@NullMarked
package org.toolroute.gateway.provider.lint;

import org.jspecify.annotations.NullMarked;
