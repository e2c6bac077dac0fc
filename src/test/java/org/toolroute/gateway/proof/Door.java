package org.toolroute.gateway.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.toolroute.gateway.shared.ErrorCode;

/**
 * A gateway's door as one caller stands before it: says anything, and knows what every refusal
 * looks like.
 *
 * @param key the caller's gateway key
 */
record Door(int port, String key) {
  static final String JSON = "Content-Type: application/json";
  private static final int CHUNK = 50_000;
  private static final Set<String> CODES =
      Arrays.stream(ErrorCode.values()).map(ErrorCode::wireName).collect(Collectors.toSet());

  /** A request head up to its last header, without the empty line. */
  String head(String method, String path, String header) {
    return method + " " + path + " HTTP/1.1\r\nAuthorization: Bearer " + key + "\r\n" + header;
  }

  RawHttp.Reply send(String head) {
    return RawHttp.send(port, head);
  }

  RawHttp.Reply post(String path, String header, byte[] body) {
    return RawHttp.send(
        port, head("POST", path, header) + "\r\nContent-Length: " + body.length, body);
  }

  RawHttp.Reply execute(String body) {
    return execute(body.getBytes(UTF_8));
  }

  RawHttp.Reply execute(byte[] body) {
    return post("/api/v1/execute", JSON, body);
  }

  RawHttp.Reply executeChunked(byte[] body) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    for (int at = 0; at < body.length; at += CHUNK) {
      int length = Math.min(CHUNK, body.length - at);
      chunks.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(UTF_8));
      chunks.write(body, at, length);
      chunks.writeBytes("\r\n".getBytes(UTF_8));
    }
    chunks.writeBytes("0\r\n\r\n".getBytes(UTF_8));
    return RawHttp.send(
        port,
        head("POST", "/api/v1/execute", JSON) + "\r\nTransfer-Encoding: chunked",
        chunks.toByteArray());
  }

  /** One error of the registry, in JSON, that tells nothing of what is inside. */
  static void isError(RawHttp.Reply reply, int status, String code) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.header("content-type")).isEqualTo("application/json");
    assertThat(reply.code()).isEqualTo(code).isIn(CODES);
    assertThat(reply.json().at("/error/message").asString()).isNotBlank();
    assertThat(reply.body())
        .doesNotContainIgnoringCase(
            "exception",
            "tomcat",
            "apache",
            "at org.",
            "java.",
            "<html",
            "select ",
            "camel_",
            "gateway_key",
            "sql");
    assertThat(reply.headers()).doesNotContainKeys("server", "x-powered-by");
  }

  static void isBilledNothing(RawHttp.Reply reply) {
    assertThat(reply.json().path("billing").toString())
        .isEqualTo("{\"mode\":null,\"credits_charged\":0,\"provider\":null}");
  }
}
