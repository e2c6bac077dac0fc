package org.toolroute.gateway.secret.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.secret.SecretSetupException;

/** Logins with a wrapped secret id, and those that must be refused. */
class AppRoleLoginIT {
  @TempDir private Path directory;
  private final GatewayVault real = new GatewayVault();

  @Test
  void secretIdWrappedBySomethingElseIsRefusedUnopened() throws IOException {
    String impostor = real.server().wrapped("auth/approle/role/toolroute-gateway/custom-secret-id");
    String other = real.server().wrapped("sys/wrapping/wrap");

    for (String wrapping : List.of(other, impostor).stream().filter(w -> !w.isEmpty()).toList()) {
      assertThatThrownBy(() -> ConnectedVault.connect(real.appRole(directory, wrapping)))
          .isInstanceOf(SecretSetupException.class)
          .hasMessageContaining("was not made by auth/approle/role/toolroute-gateway/secret-id")
          .hasMessageNotContainingAny(wrapping);
      assertThat(
              real.server().request(wrapping, "POST", "sys/wrapping/unwrap", "", Map.of()).status())
          .as("still unopened, as evidence")
          .isEqualTo(200);
    }
  }

  @Test
  void secretIdThatSomebodyOpenedBeforeIsRefused() throws IOException {
    String wrapping = real.server().wrappedSecretId();
    real.server().request(wrapping, "POST", "sys/wrapping/unwrap", "", Map.of());

    assertThatThrownBy(() -> ConnectedVault.connect(real.appRole(directory, wrapping)))
        .isInstanceOf(SecretSetupException.class)
        .hasMessageContaining("possibly by somebody else")
        .hasMessageNotContainingAny(wrapping);
  }

  @Test
  void missingOrEmptySecretIdFileIsRefused() throws IOException {
    VaultSettings missing = real.appRole(directory.resolve("nowhere"));
    VaultSettings empty = real.appRole(Files.writeString(directory.resolve("empty"), " \n"));

    assertThatThrownBy(() -> ConnectedVault.connect(missing))
        .isInstanceOf(SecretSetupException.class)
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> ConnectedVault.connect(empty))
        .isInstanceOf(SecretSetupException.class)
        .hasMessageContaining("empty");
  }

  @Test
  void wrongRoleIdIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("wrapped"), real.server().wrappedSecretId());
    VaultSettings settings =
        VaultSettingsBuilder.at(real.server().address())
            .with("role-id", "00000000-0000-0000-0000-000000000000")
            .with("wrapped-secret-id-file", file)
            .build();

    assertThatThrownBy(() -> ConnectedVault.connect(settings))
        .isInstanceOf(SecretSetupException.class)
        .hasMessageContaining("role id");
  }
}
