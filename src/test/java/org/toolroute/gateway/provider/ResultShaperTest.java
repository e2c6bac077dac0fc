package org.toolroute.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.toolroute.gateway.provider.Sample.answer;
import static org.toolroute.gateway.provider.Sample.json;
import static org.toolroute.gateway.provider.Sample.operation;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.parts.TestCatalog;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

class ResultShaperTest {
  private static final ResultShaper SHAPER = new ResultShaper();
  private static final Operation SEARCH = operation("tavily__search");
  private static final Operation DOCS = operation("context7__query_docs");

  @TempDir private Path folder;

  @Test
  void jsonIsPassedOnExactly() {
    String body = "{\"a\":0.9300,\"b\":12345678901234567890123,\"c\":1E+30,\"d\":[null,\"é\"]}";

    ShapedResult shaped = SHAPER.shape(SEARCH, answer(200, "application/json", body));

    assertThat(shaped.result().toString()).isEqualTo(body);
  }

  @Test
  void textIsPassedOnWhereItIsExpected() {
    ShapedResult shaped =
        SHAPER.shape(DOCS, answer(200, "text/plain; charset=utf-8", "### Middleware"));

    assertThat(shaped.result()).isEqualTo(json("{'text':'### Middleware'}"));
    assertThat(SHAPER.shape(DOCS, answer(200, "application/json", "{\"a\":1}")).result())
        .isEqualTo(json("{'a':1}"));
  }

  @Test
  void listBecomesAnObjectWhereItIsExpected() {
    Operation whole = places("whole");

    assertThat(SHAPER.shape(whole, answer(200, "application/json", "[1,2]")).result())
        .isEqualTo(json("{'data':[1,2]}"));
    assertThat(SHAPER.shape(whole, answer(200, "application/json", "{\"a\":1}")).result())
        .isEqualTo(json("{'a':1}"));
    assertThat(refused(whole, answer(200, "application/json", "1")).code())
        .isEqualTo(ErrorCode.PROVIDER_ERROR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "0", "1.5", "true", "\"text\"", "[]", "[1]", "[{\"a\":1}]"})
  void jsonThatIsNoObjectIsAProviderError(String body) {
    GatewayException refused = refused(SEARCH, answer(200, "application/json", body));

    assertThat(refused.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
    assertThat(refused.message()).isEqualTo("the provider's answer is not a JSON object");
  }

  @Test
  void emptyAnswerIsAResultOnlyWhereItIsExpected() {
    Operation put = put();

    assertThat(SHAPER.shape(put, answer(204, "", "")).result()).isEqualTo(json("{}"));
    assertThat(refused(SEARCH, answer(204, "", "")).code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>hello</html>",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1} trailing",
        "{\"a\":",
        "{'a':1}",
        "{\"a\":NaN}",
        "\u0000\u0001",
        " "
      })
  void garbageIsAProviderErrorThatRepeatsNothing(String body) {
    GatewayException refused = refused(SEARCH, answer(200, "application/json", body));

    assertThat(refused.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
    assertThat(refused.message()).isEqualTo("the provider's answer is not acceptable JSON");
  }

  @Test
  void invalidUtf8IsAProviderError() {
    UpstreamAnswer broken =
        new UpstreamAnswer(200, Map.of(), new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"'});

    assertThat(refused(SEARCH, broken).code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
  }

  @Test
  void depthAndSizeAreBounded() {
    int most = AnswerJson.DEPTH_MAX;
    Operation whole = places("whole");

    assertThat(SHAPER.shape(whole, nested(most)).result().isEmpty()).isFalse();
    assertThat(refused(whole, nested(most + 1)).code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
    assertThat(refused(whole, nested(100_000)).code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
    assertThat(
            refused(
                    SEARCH,
                    new UpstreamAnswer(200, Map.of(), new byte[SEARCH.answerBytesMax() + 1]))
                .message())
        .contains("larger than");
  }

  @Test
  void htmlIsNotTakenForText() {
    assertThat(refused(DOCS, answer(200, "text/html", "<html>")).code())
        .isEqualTo(ErrorCode.PROVIDER_ERROR);
  }

  @Test
  void otherSecretsAreTakenOutButSettlementSeesTheAnswer() {
    String body =
        "{\"token\":\"a\",\"items\":[{\"token\":{\"b\":1},\"c\":2}],\"more\":{\"token\":3}}";

    ShapedResult shaped = SHAPER.shape(put(), answer(200, "application/json", body));

    assertThat(shaped.result())
        .isEqualTo(
            json(
                "{'token':'[redacted]','items':[{'token':'[redacted]','c':2}],'more':{'token':3}}"));
    assertThat(shaped.answer().toString()).isEqualTo(body);
  }

  private Operation put() {
    return places("put");
  }

  private Operation places(String operation) {
    return TestCatalog.load(TestCatalog.write(folder, Map.of("places", Sample.EVERY_PLACE)))
        .resolve("places", operation);
  }

  private static UpstreamAnswer nested(int depth) {
    return answer(200, "application/json", "[".repeat(depth) + "]".repeat(depth));
  }

  private static GatewayException refused(Operation operation, UpstreamAnswer answer) {
    return catchThrowableOfType(GatewayException.class, () -> SHAPER.shape(operation, answer));
  }
}
