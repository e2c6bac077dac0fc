package org.toolroute.gateway.catalog;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the descriptions are, and what the operator says differently.
 *
 * @param routes {@code toolroute.routes}: the route folder
 * @param providers {@code toolroute.providers.<provider>.…}
 */
@ConfigurationProperties("toolroute")
public record CatalogProperties(
    @DefaultValue("routes") Path routes, @DefaultValue Map<String, ProviderSettings> providers) {

  public CatalogProperties {
    providers = Map.copyOf(providers);
  }

  /**
   * Settings of one provider.
   *
   * @param baseUrl replaces the description's; may be loopback: it is the operator's word
   */
  public record ProviderSettings(@Nullable String baseUrl) {}
}
