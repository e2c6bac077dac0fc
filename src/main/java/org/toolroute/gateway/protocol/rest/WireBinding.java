package org.toolroute.gateway.protocol.rest;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.common.DefaultHttpBinding;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.shared.DatabaseFailure;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * Connects the REST routes to the wire. Inbound, nothing of the request is put on the exchange: no
 * header, no parameter, no body; operations read what they need from {@link RestRequest}. Outbound,
 * only a {@link RestAnswer} or an error of the registry is written.
 */
public final class WireBinding extends DefaultHttpBinding {
  private static final Logger LOG = LoggerFactory.getLogger(WireBinding.class);

  @Override
  public void readRequest(HttpServletRequest request, Message message) {
    message.setHeader(Exchange.HTTP_PATH, "");
  }

  /** Leaves the body on the wire for the operation, whatever Camel asks for on the way. */
  @Override
  public @Nullable Object parseBody(HttpServletRequest request, Message message) {
    return null;
  }

  @Override
  public void writeResponse(Exchange exchange, HttpServletResponse response) throws IOException {
    HttpServletRequest request = Wire.request(exchange);
    if (exchange.getException() != null) {
      JsonErrors.write(request, response, problem(exchange.getException()));
      return;
    }
    RestAnswer answer = requireNonNull(exchange.getMessage().getBody(RestAnswer.class), "answer");
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    if (answer.body().isPresent()) {
      JsonErrors.writeBody(response, answer.body().get());
    }
  }

  private static GatewayException problem(Throwable cause) {
    return Optional.of(cause)
        .filter(GatewayException.class::isInstance)
        .map(GatewayException.class::cast)
        .or(() -> DatabaseFailure.of(cause))
        .orElseGet(() -> internal(cause));
  }

  private static GatewayException internal(Throwable cause) {
    LOG.atError().setCause(cause).log("a request failed unexpectedly");
    return new GatewayException(ErrorCode.INTERNAL_ERROR, "The gateway failed.");
  }
}
