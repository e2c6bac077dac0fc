package org.toolroute.gateway.catalog;

import static java.util.Collections.unmodifiableSortedMap;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.toolroute.gateway.shared.ProviderId;
import tools.jackson.databind.JsonNode;

/**
 * One described provider.
 *
 * @param category one word that groups providers in lists, for example {@code search}
 * @param free nobody pays and nobody registers a key
 * @param baseUrl the only scheme, host, port and path prefix that this provider's key is sent to;
 *     without a trailing slash, query, fragment or user info
 * @param keyCheck a request without cost or side effect that tells whether a key works
 * @param errors the first rule that matches an answer names its class
 * @param errorExamples how each class of error looks on this provider's wire
 * @param operations by the operation's name, for example {@code chat_completion}
 */
public record Provider(
    ProviderId id,
    String title,
    String description,
    String category,
    boolean free,
    URI baseUrl,
    CredentialScheme credential,
    KeyForm key,
    Optional<KeyCheck> keyCheck,
    List<ErrorRule> errors,
    Map<ErrorClass, ErrorExample> errorExamples,
    UpstreamLimits limits,
    PriceList prices,
    SortedMap<String, Operation> operations) {

  public Provider {
    errors = List.copyOf(errors);
    errorExamples = Map.copyOf(errorExamples);
    operations = unmodifiableSortedMap(new TreeMap<>(operations));
  }

  /**
   * What an answer means: the class of the first rule that matches, or of its status, or empty for
   * a success.
   *
   * @param body the JSON body; a missing node when it is not JSON
   */
  public Optional<ErrorClass> classify(int status, JsonNode body) {
    return errors.stream()
        .filter(rule -> rule.matches(status, body))
        .map(ErrorRule::errorClass)
        .findFirst()
        .or(() -> ErrorClass.ofStatus(status));
  }
}
