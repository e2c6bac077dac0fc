/** Values that every module speaks: identifiers, money, secrets, errors. No Spring, no Camel. */
@NullMarked
package org.toolroute.gateway.shared;

import org.jspecify.annotations.NullMarked;
