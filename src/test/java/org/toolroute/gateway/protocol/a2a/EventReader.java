package org.toolroute.gateway.protocol.a2a;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;

/** Reads a stream of events as they come. */
final class EventReader implements AutoCloseable {
  private final HttpResponse<InputStream> response;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> end;

  private EventReader(HttpResponse<InputStream> response) {
    this.response = response;
    this.end = CompletableFuture.runAsync(this::read, task -> Thread.ofVirtual().start(task));
  }

  /** Opens a stream of the JSON-RPC binding. */
  static EventReader open(int port, String key, String method, String params) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + A2aClient.RPC))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .header("A2A-Version", "1.0")
            .POST(BodyPublishers.ofString(A2aClient.rpc(method, params)))
            .build();
    try {
      HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      return new EventReader(http.send(request, BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** The results of the events that have come. */
  List<JsonNode> events() {
    return lines.stream()
        .filter(line -> line.startsWith("data: "))
        .map(line -> StrictJson.MAPPER.readTree(line.substring(6)).path("result"))
        .toList();
  }

  /** Everything that has come, as it came. */
  String text() {
    return String.join("\n", lines);
  }

  /** The sorts of the events that are not errors. */
  List<String> results() {
    return events().stream()
        .filter(event -> !event.isMissingNode())
        .map(event -> event.propertyNames().iterator().next())
        .toList();
  }

  /** Their sorts, for example {@code statusUpdate}. */
  List<String> sorts() {
    return events().stream().map(event -> event.propertyNames().iterator().next()).toList();
  }

  long keepAlives() {
    return lines.stream().filter(":"::equals).count();
  }

  boolean isOver() {
    return end.isDone();
  }

  /** Closes the connection, whatever was still to come. */
  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      reader.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      lines.add("closed");
    }
  }
}
