package org.toolroute.gateway.protocol.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Speaks MCP as it is on the wire, header by header. */
record McpClient(int port, String path, String key) {
  static final String CURRENT = "2026-07-28";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** An answer that was one JSON message, or nothing. */
  record Reply(int status, HttpResponse<String> http, JsonNode json) {

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    int errorCode() {
      return json.at("/error/code").asInt(0);
    }
  }

  /** An answer that is a stream of events. */
  record Events(int status, HttpResponse<InputStream> http, BufferedReader lines)
      implements AutoCloseable {

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    /** The next line as it came; empty lines are left out. */
    String line() {
      try {
        String line;
        do {
          line = lines.readLine();
        } while (line != null && line.isEmpty());
        return line == null ? "" : line;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The next message; comments are passed over. Missing at the end. */
    JsonNode message() {
      String line;
      do {
        line = line();
      } while (!line.isEmpty() && !line.startsWith("data: "));
      return line.isEmpty()
          ? MissingNode.getInstance()
          : StrictJson.read(line.substring("data: ".length()).getBytes(UTF_8));
    }

    @Override
    public void close() {
      try {
        lines.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The message of a request in the current revision. */
  static ObjectNode message(String method, String params) {
    ObjectNode message =
        Fixture.json("{'jsonrpc':'2.0','id':1,'method':'%s','params':%s}", method, params);
    ObjectNode meta = message.withObject("/params/_meta");
    meta.put(MetaKeys.PROTOCOL_VERSION, CURRENT);
    meta.putObject(MetaKeys.CLIENT_CAPABILITIES);
    return message;
  }

  /** The headers that a request in the current revision has. */
  static Map<String, String> headers(ObjectNode message) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("MCP-Protocol-Version", CURRENT);
    headers.put("Mcp-Method", message.path("method").asString());
    JsonNode name = message.at("/params/name");
    if (name.isString()) {
      headers.put("Mcp-Name", name.stringValue());
    }
    return headers;
  }

  /** A request in the current revision, with {@code '} for quotes in {@code params}. */
  Reply current(String method, String params) {
    ObjectNode message = message(method, params);
    return send(message.toString(), headers(message));
  }

  Reply call(String tool, String arguments) {
    return current("tools/call", "{'name':'%s','arguments':%s}".formatted(tool, arguments));
  }

  /** All pages of the list. */
  List<JsonNode> tools() {
    List<JsonNode> tools = new ArrayList<>();
    JsonNode page = current("tools/list", "{}").json().path("result");
    page.path("tools").forEach(tools::add);
    while (page.has("nextCursor")) {
      page =
          current("tools/list", "{'cursor':'" + page.path("nextCursor").stringValue() + "'}")
              .json()
              .path("result");
      page.path("tools").forEach(tools::add);
    }
    return tools;
  }

  /** A request as clients of older revisions send it. */
  Reply older(String method, String params) {
    return send(
        Fixture.json("{'jsonrpc':'2.0','id':1,'method':'%s','params':%s}", method, params)
            .toString(),
        Map.of());
  }

  Reply send(String body, Map<String, String> headers) {
    return send("POST", headers, body);
  }

  Reply send(String method, Map<String, String> headers, String body) {
    HttpResponse<String> response = exchange(method, body, headers, BodyHandlers.ofString());
    return new Reply(response.statusCode(), response, answer(response.body()));
  }

  /** The message, or the last one of a stream; missing when there is no body. */
  private static JsonNode answer(String body) {
    int event = body.lastIndexOf("\ndata: ");
    String json = event < 0 ? body : body.substring(event + "\ndata: ".length());
    return json.isEmpty() ? MissingNode.getInstance() : StrictJson.read(json.getBytes(UTF_8));
  }

  Events stream(ObjectNode message) {
    HttpResponse<InputStream> response =
        exchange("POST", message.toString(), headers(message), BodyHandlers.ofInputStream());
    return new Events(
        response.statusCode(),
        response,
        new BufferedReader(new InputStreamReader(response.body(), UTF_8)));
  }

  private <T> HttpResponse<T> exchange(
      String method, String body, Map<String, String> headers, HttpResponse.BodyHandler<T> as) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .setHeader("Content-Type", "application/json")
            .setHeader("Accept", "application/json, text/event-stream");
    if (!key.isEmpty()) {
      request.setHeader("Authorization", "Bearer " + key);
    }
    headers.forEach(request::setHeader);
    try {
      return HTTP.send(request.build(), as);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
