package org.toolroute.gateway.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real OpenBao (or Vault) in development mode, set up by the shipped {@code
 * vault-config/bootstrap.sh}. See {@link VaultBinary} for where the program comes from.
 */
public final class VaultServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Path CONFIG = Path.of("vault-config").toAbsolutePath();

  private final HttpClient http = HttpClient.newHttpClient();
  private final ServerProcess process;
  private final int port;
  private final String rootToken;

  private VaultServer(ServerProcess process, int port, String rootToken) {
    this.process = process;
    this.port = port;
    this.rootToken = rootToken;
  }

  /**
   * The server that all tests of this process share; it goes when the process does. A test that
   * seals it or changes what others rely on puts that right again.
   */
  public static VaultServer shared() {
    VaultBinary.find(); // skips here, where the test framework understands it
    return Shared.SERVER;
  }

  /** Starts a server and sets it up for the gateway. */
  public static VaultServer start() {
    VaultServer server = startEmpty();
    server.bootstrap();
    return server;
  }

  /** Starts a server without mounts and policies of the gateway's. */
  public static VaultServer startEmpty() {
    String rootToken = UUID.randomUUID().toString();
    int port = freePort();
    return launch(
        Path.of("").toAbsolutePath(),
        port,
        rootToken,
        Map.of(),
        "-dev",
        "-dev-listen-address=127.0.0.1:" + port,
        "-dev-root-token-id=" + rootToken,
        "-dev-no-store-token");
  }

  /**
   * Starts a server in {@code directory} with a configuration that has it listen on {@code port}.
   */
  public static VaultServer startWith(
      Path directory, Path config, int port, Map<String, String> environment) {
    return launch(directory, port, "", environment, "-config=" + config);
  }

  /** A port that was free a moment ago. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static VaultServer launch(
      Path directory,
      int port,
      String rootToken,
      Map<String, String> environment,
      String... arguments) {
    ServerProcess process =
        ServerProcess.start(
            directory,
            environment,
            Stream.concat(Stream.of(VaultBinary.find(), "server"), Stream.of(arguments)).toList());
    VaultServer server = new VaultServer(process, port, rootToken);
    server.awaitReady();
    return server;
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public String rootToken() {
    return rootToken;
  }

  /** What the server printed so far. */
  public String output() {
    return process.output();
  }

  /** Runs the shipped script, which may be run any number of times; returns what it printed. */
  public String bootstrap() {
    return ServerProcess.run(
        List.of("sh", CONFIG.resolve("bootstrap.sh").toString()),
        Map.of(
            "VAULT_ADDR", address().toString(),
            "BAO_ADDR", address().toString(),
            "VAULT_TOKEN", rootToken,
            "BAO_TOKEN", rootToken,
            "TOOLROUTE_VAULT_CLI", VaultBinary.find()));
  }

  /** Sends a request with the root token and expects it to succeed; returns the answer's data. */
  public JsonNode asRoot(String method, String path, String json) {
    Answer answer = request(rootToken, method, path, json, Map.of());
    if (answer.status() >= 300) {
      throw new IllegalStateException(
          "%s %s: %d %s".formatted(method, path, answer.status(), answer.body()));
    }
    return answer.body();
  }

  /** Sends a request of {@code json}, or without a body where that is empty. */
  public Answer request(
      String token, String method, String path, String json, Map<String, String> headers) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(address().resolve("/v1/" + path))
            .header("X-Vault-Token", token)
            .timeout(Duration.ofSeconds(20))
            .method(
                method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    headers.forEach(builder::header);
    try {
      HttpResponse<String> response = http.send(builder.build(), BodyHandlers.ofString());
      String body = response.body();
      return new Answer(
          response.statusCode(), JSON.readTree(body == null || body.isBlank() ? "{}" : body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A token with exactly these policies, renewable, living for {@code ttl} (such as 1h). */
  public String token(String ttl, String... policies) {
    String json =
        "{\"policies\":%s,\"no_default_policy\":true,\"ttl\":\"%s\",\"renewable\":true}"
            .formatted(JSON.writeValueAsString(policies), ttl);
    return asRoot("POST", "auth/token/create", json).path("auth").path("client_token").asString();
  }

  public String roleId() {
    return asRoot("GET", "auth/approle/role/toolroute-gateway/role-id", "")
        .path("data")
        .path("role_id")
        .asString();
  }

  /** A fresh response-wrapped secret id for the gateway, as the deployer makes it. */
  public String wrappedSecretId() {
    return wrapped("auth/approle/role/toolroute-gateway/secret-id");
  }

  /** A wrapping token around the answer of a POST to {@code path}. */
  public String wrapped(String path) {
    return request(rootToken, "POST", path, "{}", Map.of("X-Vault-Wrap-TTL", "60s"))
        .body()
        .path("wrap_info")
        .path("token")
        .asString();
  }

  public void seal() {
    asRoot("PUT", "sys/seal", "");
  }

  public void unseal() {
    Matcher key = Pattern.compile("Unseal Key: (\\S+)").matcher(output());
    if (!key.find()) {
      throw new IllegalStateException("the server printed no unseal key");
    }
    request("", "PUT", "sys/unseal", "{\"key\":\"" + key.group(1) + "\"}", Map.of());
    awaitReady();
  }

  @Override
  public void close() {
    process.close();
    http.shutdownNow();
  }

  private void awaitReady() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> {
          if (!process.isAlive()) {
            throw new IllegalStateException("the server ended: " + output());
          }
          try {
            return request("", "GET", "sys/health", "", Map.of()).status() == 200;
          } catch (UncheckedIOException e) {
            return false; // not listening yet
          }
        });
  }

  /** Starts the shared server on first use. */
  private static final class Shared {
    static final VaultServer SERVER = start();
  }

  /** An answer: its status, and its body as JSON. */
  public record Answer(int status, JsonNode body) {}
}
