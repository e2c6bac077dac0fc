package org.toolroute.gateway.protocol;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may address the gateway from a browser, {@code toolroute.http.*}. Loopback names are always
 * allowed.
 *
 * @param allowedHosts host names, without port, under which the gateway is reached; that of {@code
 *     toolroute.a2a.public-url} is one of them
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

  /** These, with one more host. */
  public HttpSettings withHost(String host) {
    Set<String> hosts = new HashSet<>(allowedHosts);
    hosts.add(host);
    return new HttpSettings(hosts, allowedOrigins);
  }

  private static Set<String> lowerCase(Set<String> names) {
    return names.stream()
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
