package org.toolroute.gateway.provider.lint;

/**
 * A route file as it is on disk.
 *
 * @param name below the route folder, for example {@code providers/tavily.camel.yaml}
 */
public record RouteFile(String name, String text) {
  static final String SUFFIX = ".camel.yaml";
  private static final String PROVIDERS = "providers/";

  boolean isProvider() {
    return name.startsWith(PROVIDERS);
  }

  /** The name without folder and suffix; for a provider's file, the provider. */
  String base() {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.endsWith(SUFFIX) ? last.substring(0, last.length() - SUFFIX.length()) : last;
  }
}
