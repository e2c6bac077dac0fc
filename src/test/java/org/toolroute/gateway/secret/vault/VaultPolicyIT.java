package org.toolroute.gateway.secret.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.VaultServer;

/** The shipped policies on a real server: what each one allows, and that it allows no more. */
class VaultPolicyIT {
  private static final String CONTEXT =
      Base64.getEncoder().encodeToString("toolroute/byok/1\nacct_1".getBytes());
  private static final String WITH_CONTEXT = "{\"context\":\"" + CONTEXT + "\"}";
  private static final List<String> NOBODYS =
      List.of(
          "GET toolroute-transit/export/encryption-key/byok",
          "GET toolroute-transit/backup/byok",
          "DELETE toolroute-transit/keys/byok",
          "POST toolroute-transit/keys/byok/trim {\"min_available_version\":1}",
          "POST toolroute-transit/keys/byok/config {\"exportable\":true}",
          "POST toolroute-transit/keys/byok/config {\"deletion_allowed\":true}",
          "POST toolroute-transit/keys/other {}",
          "POST toolroute-transit/encrypt/other {\"plaintext\":\"AAAA\",\"context\":\"AAAA\"}",
          "POST toolroute-transit/decrypt/other {\"ciphertext\":\"vault:v1:AAAA\",\"context\":\"AA==\"}",
          "GET toolroute-kv/data/other/openai",
          "GET toolroute-kv/data/providers/openai/deeper",
          "DELETE toolroute-kv/data/providers/openai",
          "GET toolroute-kv/config",
          "GET sys/mounts",
          "GET sys/policies/acl/toolroute-runtime",
          "POST sys/policies/acl/toolroute-runtime {\"policy\":\"\"}",
          "PUT sys/seal",
          "POST auth/token/create {}",
          "GET auth/approle/role/toolroute-gateway",
          "POST auth/approle/role/toolroute-gateway {\"token_policies\":\"root\"}",
          "POST sys/quotas/rate-limit/toolroute-decrypt {\"rate\":1000000}",
          "GET cubbyhole/anything");

  private static VaultServer server;
  private static String ciphertext;

  @BeforeAll
  static void startServer() {
    server = VaultServer.shared();
    server.asRoot(
        "POST",
        "toolroute-kv/data/providers/openai",
        "{\"options\":{\"cas\":0},\"data\":{\"api_key\":\"sk-x\"}}");
    ciphertext =
        server
            .asRoot("POST", "toolroute-transit/datakey/plaintext/byok", WITH_CONTEXT)
            .path("data")
            .path("ciphertext")
            .asString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toolroute-runtime",
        "toolroute-registrar",
        "toolroute-rotator",
        "toolroute-provider-admin",
        "toolroute-deployer"
      })
  void noPolicyOpensWhatIsNobodysBusiness(String policy) {
    String token = server.token("1h", policy);

    NOBODYS.forEach(request -> assertDenied(token, request));
  }

  @Test
  void runtimeReadsSharedKeysAndUnwrapsOneDataKey() {
    String token = server.token("1h", "toolroute-runtime");

    assertAllowed(token, "GET toolroute-kv/data/providers/openai");
    assertAllowed(token, "POST toolroute-transit/decrypt/byok " + decrypt());
    assertAllowed(token, "GET auth/token/lookup-self");
    assertAllowed(token, "POST auth/token/renew-self {}");

    assertDenied(token, "POST toolroute-transit/decrypt/byok " + batch());
    assertDenied(
        token,
        "POST toolroute-transit/decrypt/byok " + decrypt().replace("}", ",\"batch_input\":[]}"));
    assertDenied(
        token, "POST toolroute-transit/decrypt/byok {\"ciphertext\":\"" + ciphertext + "\"}");
    assertDenied(token, "POST toolroute-transit/datakey/plaintext/byok " + WITH_CONTEXT);
    assertDenied(token, "POST toolroute-transit/datakey/wrapped/byok " + WITH_CONTEXT);
    assertDenied(token, "POST toolroute-transit/encrypt/byok " + encrypt());
    assertDenied(token, "POST toolroute-transit/rewrap/byok " + decrypt());
    assertDenied(token, "POST toolroute-transit/keys/byok/rotate {}");
    assertDenied(token, "GET toolroute-transit/keys/byok");
    assertDenied(token, "LIST toolroute-kv/metadata/providers");
    assertDenied(token, "GET toolroute-kv/metadata/providers/openai");
    assertDenied(token, "POST toolroute-kv/data/providers/openai " + write(1));
  }

  @Test
  void runtimeRevokesItsOwnToken() {
    String token = server.token("1h", "toolroute-runtime");

    assertAllowed(token, "POST auth/token/revoke-self {}");
    assertDenied(token, "GET auth/token/lookup-self");
  }

  @Test
  void dataKeyOfAnotherAccountDoesNotUnwrap() {
    String token = server.token("1h", "toolroute-runtime");
    String other = Base64.getEncoder().encodeToString("toolroute/byok/1\nacct_2".getBytes());

    assertThat(
            status(
                token, "POST toolroute-transit/decrypt/byok " + decrypt().replace(CONTEXT, other)))
        .isEqualTo(400);
  }

  @Test
  void registrarMakesAndRewrapsDataKeysAndNeverUnwraps() {
    String token = server.token("1h", "toolroute-registrar");

    assertAllowed(token, "POST toolroute-transit/datakey/plaintext/byok " + WITH_CONTEXT);
    assertAllowed(token, "POST toolroute-transit/encrypt/byok " + encrypt());
    assertAllowed(token, "POST toolroute-transit/rewrap/byok " + batch());

    assertDenied(token, "POST toolroute-transit/datakey/plaintext/byok {}");
    assertDenied(token, "POST toolroute-transit/encrypt/byok {\"plaintext\":\"AAAA\"}");
    assertDenied(token, "POST toolroute-transit/encrypt/byok " + batch());
    assertDenied(token, "POST toolroute-transit/decrypt/byok " + decrypt());
    assertDenied(token, "POST toolroute-transit/keys/byok/rotate {}");
    assertDenied(token, "GET toolroute-kv/data/providers/openai");
  }

  @Test
  void rotatorRotatesAndRewrapsAndSeesNoPlaintext() {
    String token = server.token("1h", "toolroute-rotator");

    assertAllowed(token, "GET toolroute-transit/keys/byok");
    assertAllowed(token, "POST toolroute-transit/keys/byok/rotate {}");
    assertAllowed(token, "POST toolroute-transit/rewrap/byok " + batch());
    assertAllowed(token, "POST toolroute-transit/keys/byok/config {\"min_decryption_version\":1}");
    assertAllowed(token, "GET auth/token/lookup-self");

    assertDenied(token, "POST toolroute-transit/decrypt/byok " + decrypt());
    assertDenied(token, "POST toolroute-transit/datakey/plaintext/byok " + WITH_CONTEXT);
    assertDenied(token, "POST toolroute-transit/encrypt/byok " + encrypt());
    assertDenied(
        token,
        "POST toolroute-transit/keys/byok/config"
            + " {\"min_decryption_version\":1,\"exportable\":true}");
    assertDenied(
        token, "POST toolroute-transit/keys/byok/config {\"allow_plaintext_backup\":true}");
    assertDenied(token, "GET toolroute-kv/data/providers/openai");
  }

  @Test
  void providerAdminWritesSharedKeysAndCannotReadThemBack() {
    String token = server.token("1h", "toolroute-provider-admin");

    assertAllowed(token, "POST toolroute-kv/data/providers/exa " + write(0));
    assertAllowed(token, "POST toolroute-kv/data/providers/exa " + write(1));
    assertAllowed(token, "GET toolroute-kv/metadata/providers/exa");
    assertAllowed(token, "LIST toolroute-kv/metadata/providers");
    assertAllowed(token, "POST toolroute-kv/destroy/providers/exa {\"versions\":[1]}");

    assertDenied(token, "GET toolroute-kv/data/providers/exa");
    assertDenied(token, "POST toolroute-kv/data/other/exa " + write(0));
    assertDenied(token, "POST toolroute-transit/decrypt/byok " + decrypt());
    assertThat(status(token, "POST toolroute-kv/data/providers/exa {\"data\":{\"api_key\":\"x\"}}"))
        .as("check-and-set is required")
        .isEqualTo(400);
  }

  @Test
  void deployerMintsSecretIdsOnlyWrapped() {
    String token = server.token("1h", "toolroute-deployer");
    String secretId = "POST auth/approle/role/toolroute-gateway/secret-id {}";

    assertAllowed(token, "GET auth/approle/role/toolroute-gateway/role-id");
    assertThat(status(token, secretId, Map.of("X-Vault-Wrap-TTL", "120s"))).isEqualTo(200);

    assertDenied(token, secretId);
    assertThat(status(token, secretId, Map.of("X-Vault-Wrap-TTL", "10s"))).isEqualTo(403);
    assertThat(status(token, secretId, Map.of("X-Vault-Wrap-TTL", "1h"))).isEqualTo(403);
    assertDenied(token, "GET toolroute-kv/data/providers/openai");
    assertDenied(token, "POST toolroute-transit/decrypt/byok " + decrypt());
  }

  private static String decrypt() {
    return "{\"ciphertext\":\"" + ciphertext + "\",\"context\":\"" + CONTEXT + "\"}";
  }

  private static String batch() {
    return "{\"batch_input\":[" + decrypt() + "]}";
  }

  private static String encrypt() {
    return "{\"plaintext\":\"AAAA\",\"context\":\"" + CONTEXT + "\"}";
  }

  private static String write(int version) {
    return "{\"options\":{\"cas\":" + version + "},\"data\":{\"api_key\":\"sk-y\"}}";
  }

  private static void assertAllowed(String token, String request) {
    assertThat(status(token, request)).as(request).isBetween(200, 204);
  }

  private static void assertDenied(String token, String request) {
    assertThat(status(token, request)).as(request).isEqualTo(403);
  }

  private static int status(String token, String request) {
    return status(token, request, Map.of());
  }

  /** Sends {@code METHOD path json}. */
  private static int status(String token, String request, Map<String, String> headers) {
    String[] parts = request.split(" ", 3);
    return server
        .request(token, parts[0], parts[1], parts.length > 2 ? parts[2] : "", headers)
        .status();
  }
}
