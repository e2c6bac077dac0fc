package org.toolroute.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitingCallerTest {
  private final Connection connection = new Connection();

  @Test
  void whoeverHasClosedTheConnectionIsGone() {
    // Given
    WaitingCaller caller = new WaitingCaller(Optional.of(connection));
    boolean before = caller.gone();
    // When
    connection.closed = true;
    // Then
    assertThat(before).isFalse();
    assertThat(caller.gone()).isTrue();
  }

  @Test
  void aCallerThatIsGoneIsNotLookedForAgain() {
    // Given
    WaitingCaller caller = new WaitingCaller(Optional.of(connection));
    connection.closed = true;
    caller.gone();
    // When
    boolean gone = caller.gone();
    // Then
    assertThat(gone).isTrue();
    assertThat(connection.looks).isEqualTo(1);
  }

  /** The server may have given the connection to another request, or to another caller. */
  @Test
  void afterTheRequestTheConnectionIsLeftAloneAndTheCallerIsGone() {
    // Given
    WaitingCaller caller = new WaitingCaller(Optional.of(connection));
    // When
    caller.close();
    // Then
    assertThat(caller.gone()).isTrue();
    assertThat(connection.looks).isZero();
  }

  @Test
  void whereConnectionsCannotTellTheCallerIsThere() {
    // Given
    WaitingCaller caller = new WaitingCaller(Optional.empty());
    // Then
    assertThat(caller.gone()).isFalse();
  }

  /** A connection that counts how often it is looked at. */
  private static final class Connection implements CallerConnection {
    private boolean closed;
    private int looks;

    @Override
    public boolean closedByCaller() {
      looks++;
      return closed;
    }

    @Override
    public String getConnectionId() {
      return "1";
    }

    @Override
    public String getProtocol() {
      return "http/1.1";
    }

    @Override
    public String getProtocolConnectionId() {
      return "";
    }

    @Override
    public boolean isSecure() {
      return false;
    }
  }
}
