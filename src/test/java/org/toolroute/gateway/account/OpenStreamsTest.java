package org.toolroute.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.KeyId;

class OpenStreamsTest {
  private static final AccountId ACCOUNT = AccountId.next();

  private final OpenStreams streams = new OpenStreams(new StreamLimitSettings(2, 3, 4));
  private final Caller one = caller(ACCOUNT);
  private final Caller sibling = caller(ACCOUNT);
  private final Caller stranger = caller(AccountId.next());

  @Test
  void aKeyHasSoManyAndNotOneMore() {
    // Given
    streams.open(one);
    OpenStreams.Place last = streams.open(one);
    // When
    GatewayException refusal = refusalOf(one);
    last.close();
    last.close();
    // Then
    assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(refusal.details().path("limit").asString()).isEqualTo("streams_per_key");
    assertThat(refusal.details().path("retry_after").asInt()).isPositive();
    streams.open(one);
    assertThat(refusalOf(one)).as("room that is given back twice is room for one").isNotNull();
  }

  @Test
  void anAccountHasSoManyUnderAllItsKeys() {
    // Given
    streams.open(one);
    streams.open(one);
    streams.open(sibling);
    // When
    GatewayException refusal = refusalOf(sibling);
    // Then
    assertThat(refusal.details().path("limit").asString()).isEqualTo("streams_per_account");
    streams.open(stranger);
  }

  @Test
  void allAccountsTogetherHaveSoMany() {
    // Given
    streams.open(one);
    streams.open(one);
    streams.open(sibling);
    OpenStreams.Place theirs = streams.open(stranger);
    // When
    GatewayException refusal = refusalOf(stranger);
    theirs.close();
    // Then
    assertThat(refusal.details().path("limit").asString()).isEqualTo("streams_per_gateway");
    streams.open(stranger);
    assertThat(streams.count()).isEqualTo(4);
  }

  private GatewayException refusalOf(Caller caller) {
    return catchThrowableOfType(GatewayException.class, () -> streams.open(caller));
  }

  private static Caller caller(AccountId account) {
    return new Caller(account, KeyId.next(), Environment.LIVE, false, Set.of());
  }
}
