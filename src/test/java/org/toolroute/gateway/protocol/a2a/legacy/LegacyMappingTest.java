package org.toolroute.gateway.protocol.a2a.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.node.ObjectNode;

class LegacyMappingTest {

  @Test
  void aMessageGetsTheFormOfTheCurrentVersion() {
    // When
    ObjectNode mapped =
        LegacyRequests.params(
            read(
                """
                {"message":{"kind":"message","messageId":"m","role":"user","parts":[
                  {"kind":"text","text":"t"},{"kind":"data","data":{"tool":"x"}},
                  {"kind":"file","file":{"uri":"https://example.com"}}]}}
                """));
    // Then
    assertThat(mapped.at("/message/role").asString()).isEqualTo("ROLE_USER");
    assertThat(mapped.at("/message/parts").toString())
        .isEqualTo("[{\"text\":\"t\"},{\"data\":{\"tool\":\"x\"}},{\"raw\":\"\"}]");
  }

  @ParameterizedTest
  @CsvSource({"false, true", "true, false"})
  void notBlockingIsReturningImmediately(boolean blocking, boolean immediately) {
    // When
    ObjectNode mapped =
        LegacyRequests.params(read("{\"configuration\":{\"blocking\":" + blocking + "}}"));
    // Then
    assertThat(mapped.at("/configuration/returnImmediately").asBoolean(!immediately))
        .isEqualTo(immediately);
  }

  @Test
  void pushNotificationsAreStillSeenToBeAskedFor() {
    // When
    ObjectNode mapped =
        LegacyRequests.params(
            read("{\"configuration\":{\"pushNotificationConfig\":{\"url\":\"https://x\"}}}"));
    // Then
    assertThat(mapped.at("/configuration/taskPushNotificationConfig/url").asString())
        .isEqualTo("https://x");
  }

  @Test
  void whatIsNotOfTheVersionIsLeftToTheReader() {
    // When
    ObjectNode mapped = LegacyRequests.params(read("{\"message\":[],\"configuration\":7}"));
    // Then
    assertThat(mapped.toString()).isEqualTo("{\"message\":[],\"configuration\":7}");
  }

  @ParameterizedTest
  @CsvSource({
    "TASK_STATE_WORKING, working, false",
    "TASK_STATE_INPUT_REQUIRED, input-required, true",
    "TASK_STATE_COMPLETED, completed, true",
    "TASK_STATE_FAILED, failed, true",
    "TASK_STATE_CANCELED, canceled, true",
    "TASK_STATE_REJECTED, rejected, true"
  })
  void statesHaveTheirOldNamesAndSayWhetherTheStreamEnds(
      String state, String old, boolean isFinal) {
    // When
    ObjectNode mapped =
        LegacyAnswers.result(
            read(
                """
                {"statusUpdate":{"taskId":"t","contextId":"c","status":{"state":"%s",
                 "timestamp":"2030-01-31T12:00:00Z"}}}
                """
                    .formatted(state)));
    // Then
    assertThat(mapped.path("kind").asString()).isEqualTo("status-update");
    assertThat(mapped.at("/status/state").asString()).isEqualTo(old);
    assertThat(mapped.path("final").asBoolean(!isFinal)).isEqualTo(isFinal);
  }

  private static ObjectNode read(String json) {
    return (ObjectNode) StrictJson.MAPPER.readTree(json);
  }
}
