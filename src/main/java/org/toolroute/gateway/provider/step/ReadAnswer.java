package org.toolroute.gateway.provider.step;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.http.HttpConstants;
import org.jspecify.annotations.Nullable;
import org.toolroute.gateway.catalog.ErrorClass;
import org.toolroute.gateway.execution.CallPlan;
import org.toolroute.gateway.execution.CallVariables;
import org.toolroute.gateway.execution.ToolCall;
import org.toolroute.gateway.provider.Classified;
import org.toolroute.gateway.provider.ErrorClassifier;
import org.toolroute.gateway.provider.UpstreamAnswer;

/**
 * The last step inside a circuit breaker: takes the answer off the message and throws when it says
 * that the provider is failing. Whatever is thrown in there counts as an outage, so nothing else
 * is; a refused key or one account's rate limit passes on to {@code normalise}.
 */
public final class ReadAnswer implements Processor {
  private final ErrorClassifier classifier;

  public ReadAnswer(ErrorClassifier classifier) {
    this.classifier = classifier;
  }

  @Override
  public void process(Exchange exchange) {
    exchange.setVariable(
        Answered.ANSWER,
        read(
            CallVariables.call(exchange),
            CallVariables.plan(exchange),
            answer(exchange.getMessage())));
  }

  Answered read(ToolCall call, CallPlan plan, UpstreamAnswer answer) {
    Optional<Classified> failure = classifier.classify(call.provider(), call.operation(), answer);
    if (failure.isPresent() && failure.get().errorClass() == ErrorClass.UPSTREAM_FAILURE) {
      throw Rejection.of(call, plan, failure.get());
    }
    return new Answered(answer, failure);
  }

  private static UpstreamAnswer answer(Message message) {
    Map<String, String> headers = new HashMap<>();
    copy(message, Exchange.CONTENT_TYPE, headers);
    copy(message, "Retry-After", headers);
    int status =
        requireNonNull(
            message.getHeader(HttpConstants.HTTP_RESPONSE_CODE, Integer.class), "status");
    return new UpstreamAnswer(status, headers, bytes(message.getBody()));
  }

  private static void copy(Message message, String name, Map<String, String> headers) {
    Optional.ofNullable(message.getHeader(name, String.class))
        .ifPresent(value -> headers.put(name.toLowerCase(Locale.ROOT), value));
  }

  private static byte[] bytes(@Nullable Object body) {
    return switch (body) {
      case null -> new byte[0];
      case byte[] bytes -> bytes;
      case InputStream stream -> readAll(stream);
      default -> throw new IllegalStateException("an answer of another kind");
    };
  }

  private static byte[] readAll(InputStream stream) {
    try (stream) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
