/** The steps of a provider's route that decide, hold and settle; named in its YAML. */
@NullMarked
package org.toolroute.gateway.execution.step;

import org.jspecify.annotations.NullMarked;
