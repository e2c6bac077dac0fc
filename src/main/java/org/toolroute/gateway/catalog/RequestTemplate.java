package org.toolroute.gateway.catalog;

import static java.util.Collections.unmodifiableSortedMap;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an input becomes an HTTP request. Nothing of the input reaches the provider but the members
 * that the schema lists.
 *
 * @param sentAs the provider's name of an input member, where it differs
 * @param inQuery members that go to the query although there is a body
 * @param inHeader members that go to a header, with the header's name
 * @param headers headers that are always sent
 * @param fixed members that are always sent, beside or instead of the input's
 * @param bodyFrom the member whose value is the whole body
 */
public record RequestTemplate(
    Method method,
    PathTemplate path,
    BodyEncoding encoding,
    SortedMap<String, String> sentAs,
    Set<String> inQuery,
    SortedMap<String, String> inHeader,
    SortedMap<String, String> headers,
    ObjectNode fixed,
    Optional<String> bodyFrom) {

  public RequestTemplate {
    sentAs = unmodifiableSortedMap(new TreeMap<>(sentAs));
    inQuery = Set.copyOf(inQuery);
    inHeader = unmodifiableSortedMap(new TreeMap<>(inHeader));
    headers = unmodifiableSortedMap(new TreeMap<>(headers));
  }

  /** HTTP methods that providers use. */
  public enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
  }
}
