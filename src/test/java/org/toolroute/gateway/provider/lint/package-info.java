/** Tests of the route lint: good files, and one spoilt file for every rule. */
@NullMarked
package org.toolroute.gateway.provider.lint;

import org.jspecify.annotations.NullMarked;
