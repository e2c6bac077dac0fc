package org.toolroute.gateway.protocol;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may address the gateway from a browser, {@code toolroute.http.*}. Loopback names are always
 * allowed.
 *
 * @param allowedHosts host names, without port, under which the gateway is reached
 * @param allowedOrigins web origins, for example {@code https://app.example.org}, whose pages may
 *     call the gateway
 */
@ConfigurationProperties("toolroute.http")
public record HttpSettings(
    @DefaultValue Set<String> allowedHosts, @DefaultValue Set<String> allowedOrigins) {

  public HttpSettings {
    allowedHosts = lowerCase(allowedHosts);
    allowedOrigins = lowerCase(allowedOrigins);
  }

  private static Set<String> lowerCase(Set<String> names) {
    return names.stream()
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
