package org.toolroute.gateway.platform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.boot.CamelSpringBootRoutesCollector;
import org.apache.camel.support.ResourceHelper;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.toolroute.gateway.provider.lint.Finding;
import org.toolroute.gateway.provider.lint.PairCheck;
import org.toolroute.gateway.provider.lint.RouteFile;
import org.toolroute.gateway.provider.lint.RouteLint;

/**
 * Checks the route files, which integrators edit without our build, and gives Camel the very texts
 * that were checked. Runs when all beans exist and before the context is refreshed, because loading
 * a route file can already construct what it names.
 */
final class LintedRoutes extends CamelSpringBootRoutesCollector
    implements SmartInitializingSingleton {
  private final RouteLint lint;
  private final Path folder;
  private final Supplier<Set<String>> described;
  private List<Resource> checked = List.of();

  LintedRoutes(
      ApplicationContext beans, RouteLint lint, Path folder, Supplier<Set<String>> described) {
    super(beans, false);
    this.lint = lint;
    this.folder = folder;
    this.described = described;
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<RouteFile> files = RouteLint.read(folder);
    List<Finding> findings = new ArrayList<>(lint.check(files));
    findings.addAll(PairCheck.check(files, described.get()));
    if (!findings.isEmpty()) {
      throw new InvalidRoutesException(findings);
    }
    checked =
        files.stream().map(file -> ResourceHelper.fromString(file.name(), file.text())).toList();
  }

  /** Whatever the patterns say: a file that was not checked does not run. */
  @Override
  public Collection<Resource> findRouteResourcesFromDirectory(
      CamelContext camelContext, String excludePattern, String includePattern) {
    return checked;
  }
}
