package org.toolroute.gateway.sandbox;

import java.util.Optional;
import java.util.stream.Stream;
import org.toolroute.gateway.catalog.KeyParts;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.catalog.RequestTemplate;
import org.toolroute.gateway.provider.UpstreamAnswer;
import org.toolroute.gateway.provider.UpstreamRequest;

/** Compares a request with its description, as a strict provider would. */
final class RequestCheck {

  private RequestCheck() {}

  /**
   * What does not look as described.
   *
   * @param message names what was expected; repeats nothing of the request
   */
  record Difference(int status, String message) {

    UpstreamAnswer answer() {
      return ErrorAnswer.unlikeDescribed(status, message);
    }
  }

  static Optional<Difference> firstDifference(
      Provider provider,
      RequestTemplate template,
      UpstreamRequest request,
      Optional<KeyParts> key) {
    return Stream.of(
            path(template, request, key),
            method(template, request),
            credentialHeader(provider, request),
            BodyCheck.difference(template, request.body()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Difference> path(
      RequestTemplate template, UpstreamRequest request, Optional<KeyParts> key) {
    return PathMatch.matches(template.path(), request.path(), key)
        ? Optional.empty()
        : Optional.of(new Difference(404, "the path is not the operation's"));
  }

  private static Optional<Difference> method(RequestTemplate template, UpstreamRequest request) {
    return request.method() == template.method()
        ? Optional.empty()
        : Optional.of(new Difference(405, "the operation's method is " + template.method()));
  }

  private static Optional<Difference> credentialHeader(Provider provider, UpstreamRequest request) {
    return CredentialCheck.header(provider.credential())
        .filter(header -> request.headers().containsKey(header))
        .map(header -> new Difference(400, "only the transport may write the header " + header));
  }
}
