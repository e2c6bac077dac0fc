package org.toolroute.gateway.catalog;

import com.google.re2j.Pattern;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Reads the base URL of a provider, from its description or from the operator's settings: http or
 * https, a host, perhaps a port and a plain path; nothing in which a key could hide or a request be
 * steered.
 */
final class BaseUrl {
  private static final Pattern PLAIN_PATH = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*");

  private BaseUrl() {}

  static Optional<URI> read(String text, Place place) {
    String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    try {
      URI url = new URI(trimmed);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      boolean plain =
          url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getRawQuery() == null
              && url.getRawFragment() == null
              && PLAIN_PATH.matches(url.getRawPath());
      if (http && plain) {
        return Optional.of(url);
      }
    } catch (URISyntaxException notAnUrl) {
      // reported below, like every other text that is no base URL
    }
    place.problem(
        "a base URL is http or https, a host, perhaps a port and a plain path, such as"
            + " https://api.example.com/v1; no user, query or fragment");
    return Optional.empty();
  }
}
