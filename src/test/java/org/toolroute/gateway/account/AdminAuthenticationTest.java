package org.toolroute.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Secret;

class AdminAuthenticationTest {
  private static final String TOKEN = "correct-horse-battery-staple";

  private final AdminAuthentication door = new AdminAuthentication(KeyHash.of(Secret.of(TOKEN)));

  @Test
  void adminTokenOpensTheDoor() {
    assertThatCode(() -> door.authenticate(Secret.of(TOKEN))).doesNotThrowAnyException();
  }

  @Test
  void everythingElseIsRefusedAlike() {
    // Given
    Stream<String> wrong =
        Stream.of(
            "",
            TOKEN + " ",
            TOKEN.toUpperCase(Locale.ROOT),
            TOKEN.substring(1),
            "a text that is no key",
            "tr_live_0123456789abcdef0123456789abcdef01234567",
            "' OR '1'='1",
            "x".repeat(5_000_000));

    // When
    List<GatewayException> refusals =
        wrong
            .map(token ->
                catchThrowableOfType(
                    GatewayException.class, () -> door.authenticate(Secret.of(token))))
            .toList();

    // Then
    assertThat(refusals)
        .allSatisfy(refusal -> {
          assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_API_KEY);
          assertThat(refusal.message()).isEqualTo(AdminAuthentication.refusal().message());
          assertThat(refusal.details()).isEmpty();
        });
  }
}
