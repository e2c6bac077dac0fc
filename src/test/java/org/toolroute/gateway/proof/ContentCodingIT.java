package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/** A provider's answer is decompressed from two codings, within its limit, and from no other. */
class ContentCodingIT {
  /** An XZ stream of 168 bytes that asks for a dictionary of 1.6 GB. */
  private static final byte[] XZ_BOMB =
      Base64.getDecoder()
          .decode(
              "/Td6WFoAAATm1rRGAgAhASUAAAA7eHtB4MsfAGVdAD2IiieTmMTcUVDvGVo94xUrwl1QpnSNPJFXvDxQE9+F3hdHodMtd0nADInGTj01cnHEDeweOx6DKMhKoC5Cw5CDI9dBVZe3V+qoHx2PEKLmgNH9aBKvxKMOyl3CpEu/BVo62aoAAAAAAJrkBoRp+6mGAAGBAaCWAwCUtAG0scRn+wIAAAAABFla");

  private static final int FAR_BEYOND_THE_LIMIT = 64 * 1024 * 1024;

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayClient client;
  private static Books books;

  private TestAccount account;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway =
        TestGateway.start(
            database, stub, TestGateway.newHome(), Map.of("toolroute.breaker.minimum-calls", "50"));
    client = gateway.client();
    books = new Books(client);
    client.shareKey("tavily", Search.SHARED_KEY);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  @BeforeEach
  void newAccount() {
    account = client.newAccount();
    client.topUp(account.id(), "1", "invoice-1");
    stub.forgetRequests();
  }

  @AfterEach
  void nothingIsHeld() {
    assertThat(books.openHolds()).isZero();
  }

  @Test
  void twoCodingsAreAnnouncedAndDecoded() {
    for (Answer answer :
        new Answer[] {
          Search.ANSWER,
          coded("gzip", gzip(Search.ANSWER.body())),
          coded("deflate", deflate(Search.ANSWER.body()))
        }) {
      // Given
      stub.answers(answer);
      // When
      Reply reply = Search.call(client, account.live());
      // Then
      assertThat(Search.paid(reply)).as(reply.text()).isTrue();
      assertThat(reply.json().at("/result/request_id").asString()).isEqualTo("r1");
      assertThat(stub.requests().getLast().header("accept-encoding")).isEqualTo("gzip, deflate");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xz",
        "lzma",
        "lz4-framed",
        "lz4-block",
        "bzip2",
        "pack200",
        "zstd",
        "br",
        "deflate64",
        "compress",
        "other",
        "gzip, xz"
      })
  void anAnswerInAnotherCodingCannotBeRead(String coding) {
    // Given
    stub.answers(coded(coding, XZ_BOMB));
    // Then
    requireUnreadable(Search.call(client, account.live()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate"})
  void aDamagedAnswerCannotBeRead(String coding) {
    // Given
    stub.answers(coded(coding, XZ_BOMB));
    // Then
    requireUnreadable(Search.call(client, account.live()));
  }

  @Test
  void decompressionStopsAtTheLimitOfTheAnswer() {
    // Given
    byte[] bomb = gzip(new byte[FAR_BEYOND_THE_LIMIT]);
    stub.answers(coded("gzip", bomb));
    // When
    Reply reply = Search.call(client, account.live());
    // Then
    assertThat(bomb.length).isLessThan(100_000);
    requireUnreadable(reply);
    assertThat(reply.json().at("/error/message").asString()).contains("larger than");
  }

  private void requireUnreadable(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(502);
    assertThat(reply.errorCode()).isEqualTo("provider_error");
    assertThat(reply.json().at("/billing/credits_charged").decimalValue()).isZero();
    assertThat(books.balance(account)).isEqualByComparingTo("1");
  }

  private static Answer coded(String coding, byte[] body) {
    return new Answer(
        200, Map.of("Content-Type", "application/json", "Content-Encoding", coding), body);
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] deflate(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream deflate = new DeflaterOutputStream(bytes)) {
      deflate.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
