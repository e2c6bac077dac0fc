package org.toolroute.gateway.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A provider on a loopback port that a test can make say anything. Keeps every request that reached
 * it, so a test can count them and look for what must not be in them.
 */
public final class ProviderStub implements AutoCloseable {

  /** A request as it arrived; header names in lower case. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Request(String method, URI target, Map<String, List<String>> headers, String body) {

    public String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of()));
    }
  }

  /** What is answered. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Answer(int status, Map<String, String> headers, byte[] body) {

    public static Answer json(int status, String body) {
      return new Answer(status, Map.of("Content-Type", "application/json"), body.getBytes(UTF_8));
    }
  }

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Answer> behaviour = request -> Answer.json(200, "{}");

  private ProviderStub(HttpServer server) {
    this.server = server;
  }

  public static ProviderStub start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
      ProviderStub stub = new ProviderStub(server);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", stub::serve);
      server.start();
      return stub;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers every request with {@code answer} from now on. */
  public void answers(Answer answer) {
    behaviour = request -> answer;
  }

  /** Answers by {@code function} from now on. */
  public void answers(Function<Request, Answer> function) {
    behaviour = function;
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  public void forgetRequests() {
    requests.clear();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, List<String>> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              headers,
              new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      requests.add(request);
      Answer answer = behaviour.apply(request);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(
          answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }
}
