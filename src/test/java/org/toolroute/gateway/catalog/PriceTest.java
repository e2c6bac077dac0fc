package org.toolroute.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.TestCatalog;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PriceTest {
  private static final Catalog CATALOG = TestCatalog.shipped();
  private static final Price CHAT = price("openai__chat_completion");

  @Test
  void tokensAreHeldByBytesAndSettledByUsage() {
    Quote quote =
        CHAT.quote(
            json(
                "{'model':'gpt-5.4','messages':[{'role':'user','content':'hi'}],'max_completion_tokens':100}"));

    Charge charge =
        CHAT.settle(
            quote.inputToSend(), json("{'usage':{'prompt_tokens':8,'completion_tokens':3}}"));

    int bytes = quote.inputToSend().toString().length();
    assertThat(quote.upperBound().micros())
        .isEqualTo(
            new BigDecimal("2.5")
                .multiply(BigDecimal.valueOf(bytes))
                .add(new BigDecimal(1500))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact());
    assertThat(quote.adjustments()).isEmpty();
    assertThat(charge)
        .isEqualTo(new Charge(new Credits(65), "input_tokens=8 output_tokens=3", false));
  }

  @Test
  void missingLimitIsSetAndReported() {
    Quote quote = CHAT.quote(json("{'model':'gpt-4o','messages':[]}"));

    assertThat(quote.inputToSend().path("max_completion_tokens").intValue()).isEqualTo(4096);
    assertThat(quote.adjustments())
        .containsExactly("max_completion_tokens was missing and is set to 4096");
  }

  @Test
  void olderNameOfTheLimitIsEnough() {
    Quote quote = CHAT.quote(json("{'model':'gpt-4o','messages':[],'max_tokens':50}"));

    assertThat(quote.inputToSend().has("max_completion_tokens")).isFalse();
    assertThat(quote.adjustments()).isEmpty();
  }

  @Test
  void everyAnswerIsHeld() {
    ObjectNode one = json("{'model':'gpt-4o','messages':[],'max_completion_tokens':1000,'n':1}");
    ObjectNode five = json("{'model':'gpt-4o','messages':[],'max_completion_tokens':1000,'n':5}");

    long difference = CHAT.quote(five).upperBound().minus(CHAT.quote(one).upperBound()).micros();

    assertThat(difference).isEqualTo(4 * 1000 * 10);
  }

  @Test
  void largerOfTwoLimitsIsHeld() {
    Quote quote =
        CHAT.quote(
            json("{'model':'gpt-4o','messages':[],'max_completion_tokens':1,'max_tokens':1000}"));

    assertThat(quote.upperBound().micros()).isGreaterThan(10_000);
  }

  @Test
  void longInputReachesTheDearerTier() {
    String text = "a".repeat(272_001);
    ObjectNode input =
        json(
            "{'model':'gpt-5.4','messages':[{'role':'user','content':'"
                + text
                + "'}],'max_completion_tokens':1}");

    Quote quote = CHAT.quote(input);
    Charge below =
        CHAT.settle(input, json("{'usage':{'prompt_tokens':272000,'completion_tokens':1}}"));
    Charge above =
        CHAT.settle(input, json("{'usage':{'prompt_tokens':272001,'completion_tokens':1}}"));

    assertThat(quote.upperBound().micros()).isGreaterThan(5 * 272_001);
    assertThat(below.actual().micros()).isEqualTo(680_015);
    assertThat(above.actual().micros()).isEqualTo(1_360_028);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'usage':null}",
        "{'usage':{'prompt_tokens':-1,'completion_tokens':3}}",
        "{'usage':{'prompt_tokens':1.5,'completion_tokens':3}}",
        "{'usage':{'prompt_tokens':'many','completion_tokens':3}}",
        "{'usage':{'prompt_tokens':1e400,'completion_tokens':3}}",
        "{'usage':{'prompt_tokens':8}}"
      })
  void unusableUsageIsEstimatedWithinTheHold(String answer) {
    Quote quote =
        CHAT.quote(json("{'model':'gpt-4o','messages':[],'max_completion_tokens':100000}"));

    Charge charge = CHAT.settle(quote.inputToSend(), json(answer));

    assertThat(charge.estimated()).isTrue();
    assertThat(charge.actual()).isGreaterThan(Credits.ZERO).isLessThan(quote.upperBound());
  }

  @Test
  void usageBeyondTheHoldIsNamedApart() {
    Quote quote = CHAT.quote(json("{'model':'gpt-4o','messages':[],'max_completion_tokens':10}"));

    Charge charge =
        CHAT.settle(
            quote.inputToSend(),
            json("{'usage':{'prompt_tokens':100000,'completion_tokens':100000}}"));

    assertThat(charge.actual()).isEqualTo(quote.upperBound());
    assertThat(charge.actual().plus(charge.overrun())).isEqualTo(new Credits(1_250_000));
    assertThat(charge.units()).isEqualTo("input_tokens=100000 output_tokens=100000");
  }

  @Test
  void absurdUsageIsCapped() {
    Quote quote = CHAT.quote(json("{'model':'gpt-4o','messages':[],'max_completion_tokens':10}"));

    Charge charge =
        CHAT.settle(
            quote.inputToSend(),
            json(
                "{'usage':{'prompt_tokens':999999999999999,'completion_tokens':999999999999999}}"));

    assertThat(charge.actual()).isEqualTo(quote.upperBound());
    assertThat(charge.actual().plus(charge.overrun())).isEqualTo(Credits.MOVEMENT_MAX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'model':'gpt-unknown','messages':[]}",
        "{'model':'GPT-4o','messages':[]}",
        "{'model':'gpt-4o','messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'https://a'}}]}]}",
        "{'model':'gpt-4o','messages':[],'service_tier':'priority'}"
      })
  void whatCannotBeBoundedHasNoPrice(String input) {
    assertThat(refused(CHAT, input).code()).isEqualTo(ErrorCode.PRICE_NOT_SET);
  }

  @ParameterizedTest
  @CsvSource({
    "openai__embeddings, '{''model'':''text-embedding-3-small'',''input'':''x''}', '{''usage'':{''prompt_tokens'':1}}', 1",
    "openai__embeddings, '{''model'':''text-embedding-3-large'',''input'':''abcdefghijklmnopqrstuvwxyz''}', '{''usage'':{''prompt_tokens'':77}}', 10",
    "openai__image_generation, '{''prompt'':''x''}', '{}', 40000",
    "openai__image_generation, '{''prompt'':''x'',''n'':3}', '{}', 120000",
    "openai__moderation, '{''input'':''x''}', '{}', 0",
    "tavily__search, '{''query'':''x''}', '{}', 8000",
    "tavily__search, '{''query'':''x'',''search_depth'':''advanced''}', '{}', 16000",
    "tavily__extract, '{''urls'':''a''}', '{''usage'':{''credits'':1}}', 8000",
    "tavily__extract, '{''urls'':[''1'',''2'',''3'',''4'',''5'',''6''],''extract_depth'':''advanced''}', '{''usage'':{''credits'':4}}', 32000",
    "tavily__extract, '{''urls'':[''a'']}', '{''usage'':{''credits'':0}}', 0",
    "tavily__map, '{''url'':''x'',''limit'':11}', '{''usage'':{''credits'':2}}', 16000",
    "tavily__crawl, '{''url'':''x'',''limit'':5}', '{''usage'':{''credits'':400}}', 32000",
    "twilio__send_sms, '{''to'':''+14155550100'',''from'':''x'',''body'':''hi''}', '{''num_segments'':''1''}', 8300",
  })
  void listPricesAreCharged(String tool, String input, String answer, long micros) {
    Price price = price(tool);
    Quote quote = price.quote(json(input));

    Charge charge = price.settle(quote.inputToSend(), json(answer));

    assertThat(charge.actual().micros()).isEqualTo(micros);
    assertThat(charge.actual()).isLessThanOrEqualTo(quote.upperBound());
  }

  @Test
  void segmentsAreHeldAsCountedAndSettledAsReported() {
    Price sms = price("twilio__send_sms");
    ObjectNode input = json("{'to':'+14155550100','from':'x','body':'" + "ł".repeat(71) + "'}");

    Quote quote = sms.quote(input);

    assertThat(quote.upperBound()).isEqualTo(new Credits(16_600));
    assertThat(sms.settle(input, json("{'num_segments':'1'}")).actual())
        .isEqualTo(new Credits(8_300));
    assertThat(sms.settle(input, json("{'num_segments':'0'}")))
        .isEqualTo(new Charge(new Credits(16_600), "sms_segments=2", true));
    assertThat(sms.settle(input, json("{'num_segments':'3'}")))
        .isEqualTo(new Charge(quote.upperBound(), new Credits(8_300), "sms_segments=3", false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+447700900123", "+18765550100", "+1 8765550100", "+1-876-555-0100", "+1(876)5550100",
        "18765550100", "whatsapp:+14155550100", "+19005550100", "+118765550100", "+10000000000",
        "+1\u200b8765550100", "+1８765550100", ""
      })
  void destinationWithoutAPriceIsRefusedHoweverItIsWritten(String to) {
    ObjectNode input = json("{'from':'x','body':'hi'}").put("to", to);

    GatewayException refused =
        catchThrowableOfType(GatewayException.class, () -> price("twilio__send_sms").quote(input));

    assertThat(refused.code()).isEqualTo(ErrorCode.PRICE_NOT_SET);
    assertThat(to.isEmpty() || !refused.message().contains(to)).isTrue();
  }

  @Test
  void mediaAndTemplatesHaveNoPrice() {
    assertThat(
            refused(
                    price("twilio__send_sms"),
                    "{'to':'+14155550100','from':'x','body':'a','media_url':['https://a']}")
                .message())
        .startsWith("\"media_url\" has no price on credits");
    assertThat(refused(price("twilio__send_sms"), "{'to':'+14155550100','from':'x'}").code())
        .isEqualTo(ErrorCode.PRICE_NOT_SET);
  }

  @Test
  void ownKeyOperationHasNoPrice() {
    assertThat(refused(price("twilio__make_call"), "{}").code()).isEqualTo(ErrorCode.PRICE_NOT_SET);
  }

  private static Price price(String tool) {
    return CATALOG.resolve(tool, null).price();
  }

  private static GatewayException refused(Price price, String input) {
    return catchThrowableOfType(GatewayException.class, () -> price.quote(json(input)));
  }

  private static ObjectNode json(String text) {
    return (ObjectNode)
        JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readTree(text.replace('\'', '"'));
  }
}
