package org.toolroute.gateway.provider;

import java.util.Map;
import java.util.Optional;

/**
 * What a provider answered, read completely and decompressed.
 *
 * @param headers by lower-case name; the first value of each
 */
@SuppressWarnings("ArrayRecordComponent") // parsed once; never compared
public record UpstreamAnswer(int status, Map<String, String> headers, byte[] body) {

  public UpstreamAnswer {
    headers = Map.copyOf(headers);
  }

  Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  @Override
  public String toString() {
    return "UpstreamAnswer[" + status + ", " + body.length + " bytes]";
  }
}
