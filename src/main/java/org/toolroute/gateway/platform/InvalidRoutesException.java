package org.toolroute.gateway.platform;

import java.util.List;
import java.util.stream.Collectors;
import org.toolroute.gateway.provider.lint.Finding;

/** The route files hold something that no route of a gateway may hold; all findings are listed. */
final class InvalidRoutesException extends RuntimeException {

  InvalidRoutesException(List<Finding> findings) {
    super(
        "the route files have "
            + findings.size()
            + " findings\n"
            + findings.stream().map(finding -> "  " + finding).collect(Collectors.joining("\n")));
  }
}
