package org.toolroute.gateway.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Speaks HTTP to a gateway on loopback, as a developer or an operator would. */
public final class GatewayClient {

  /** An answer of the gateway; {@code json} is missing when there was none. */
  public record Reply(int status, Map<String, String> headers, String text, JsonNode json) {

    public String errorCode() {
      return json.path("error").path("code").asString("");
    }
  }

  /** A new account with one key of each environment. */
  public record TestAccount(String id, String live, String liveKeyId, String test) {}

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private final String adminToken;

  public GatewayClient(int port, String adminToken) {
    this.port = port;
    this.adminToken = adminToken;
  }

  public int port() {
    return port;
  }

  public Reply get(String path, String bearer) {
    return send("GET", path, bearer, "", Map.of());
  }

  public Reply post(String path, String bearer, String json) {
    return send("POST", path, bearer, json, Map.of());
  }

  public Reply delete(String path, String bearer) {
    return send("DELETE", path, bearer, "", Map.of());
  }

  /** Calls a tool. */
  public Reply execute(String key, String tool, String operation, String input) {
    return execute(key, tool, operation, input, Map.of());
  }

  public Reply execute(
      String key, String tool, String operation, String input, Map<String, String> headers) {
    String body =
        """
        {"tool":"%s","operation":"%s","input":%s}\
        """
            .formatted(tool, operation, input);
    return send("POST", "/api/v1/execute", key, body, headers);
  }

  /** Registers an own key; answers the registration. */
  public Reply register(String key, String provider, String apiKey) {
    return post(
        "/api/v1/byok",
        key,
        """
        {"provider":"%s","api_key":"%s"}\
        """
            .formatted(provider, apiKey));
  }

  public Reply admin(String method, String path, String json) {
    return send(method, path, adminToken, json, Map.of());
  }

  /** Opens an account with a live and a test key. */
  public TestAccount newAccount() {
    String id =
        admin("POST", "/admin/v1/accounts", "{\"name\":\"acme\"}").json().path("id").asString();
    JsonNode live = newKey(id, "live");
    JsonNode test = newKey(id, "test");
    return new TestAccount(
        id, live.path("key").asString(), live.path("id").asString(), test.path("key").asString());
  }

  public JsonNode newKey(String account, String environment) {
    return admin(
            "POST",
            "/admin/v1/accounts/" + account + "/keys",
            """
            {"name":"ci","environment":"%s"}\
            """
                .formatted(environment))
        .json();
  }

  public void topUp(String account, String amount, String reference) {
    admin(
        "POST",
        "/admin/v1/accounts/" + account + "/top-ups",
        """
        {"amount":%s,"reference":"%s"}\
        """
            .formatted(amount, reference));
  }

  /** Sets the gateway's shared key. */
  public Reply shareKey(String provider, String apiKey) {
    return admin(
        "PUT",
        "/admin/v1/providers/" + provider + "/credential",
        """
        {"api_key":"%s"}\
        """
            .formatted(apiKey));
  }

  public Reply send(
      String method, String path, String bearer, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.setHeader("Content-Type", "application/json");
    }
    if (!bearer.isEmpty()) {
      request.setHeader("Authorization", "Bearer " + bearer);
    }
    headers.forEach(request::setHeader);
    return reply(request.build());
  }

  private Reply reply(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      Map<String, String> headers = new TreeMap<>();
      response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
      String text = response.body();
      return new Reply(response.statusCode(), headers, text, json(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The body, or the last event of a stream; a page is none. */
  private static JsonNode json(String text) {
    int event = ("\n" + text).lastIndexOf("\ndata: ");
    String json = event < 0 ? text : text.substring(event + "data: ".length());
    return json.isEmpty() || json.startsWith("<")
        ? MissingNode.getInstance()
        : StrictJson.MAPPER.readTree(json);
  }
}
