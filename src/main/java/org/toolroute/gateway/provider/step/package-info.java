/** The steps of a provider's route that speak to the provider; named in its YAML. */
@NullMarked
package org.toolroute.gateway.provider.step;

import org.jspecify.annotations.NullMarked;
