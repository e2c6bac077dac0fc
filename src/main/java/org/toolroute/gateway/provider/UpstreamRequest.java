package org.toolroute.gateway.provider;

import static java.util.Collections.unmodifiableSortedMap;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.toolroute.gateway.catalog.RequestTemplate.Method;

/**
 * A request to a provider without its credential, complete and encoded: the transport adds host and
 * key and changes nothing else.
 *
 * @param path below the base URL, percent-encoded, with its leading slash
 * @param query percent-encoded, without question mark; empty when there is none
 * @param headers by lower-case name
 */
public record UpstreamRequest(
    Method method,
    String path,
    String query,
    SortedMap<String, String> headers,
    Optional<Body> body) {

  public UpstreamRequest {
    headers = unmodifiableSortedMap(new TreeMap<>(headers));
  }

  /** The same with one more header, such as the provider's idempotency key. */
  public UpstreamRequest withHeader(String lowerCaseName, String value) {
    SortedMap<String, String> more = new TreeMap<>(headers);
    more.put(lowerCaseName, value);
    return new UpstreamRequest(method, path, query, more, body);
  }

  /** What is sent after the headers. */
  @SuppressWarnings("ArrayRecordComponent") // written to the connection; never compared
  public record Body(String contentType, byte[] bytes) {}
}
