package org.toolroute.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

class KeyFormTest {
  private final KeyForm form = new KeyForm();

  @ParameterizedTest
  @EnumSource
  void generatedKeyHasTheFormAndSaysItsEnvironment(Environment environment) {
    // When
    Secret key = form.generate(environment);

    // Then
    assertThat(KeyForm.matches(key)).isTrue();
    assertThat(KeyForm.prefixOf(key)).startsWith("tr_" + environment.wireName() + "_").hasSize(16);
  }

  @Test
  void generatedKeysDiffer() {
    // When
    Set<String> keys =
        IntStream.range(0, 1000)
            .mapToObj(_ -> form.generate(Environment.LIVE).reveal(SecretAccess.SHOW_ONCE))
            .collect(Collectors.toSet());

    // Then
    assertThat(keys).hasSize(1000);
  }

  @ParameterizedTest
  @MethodSource("org.toolroute.gateway.account.AuthenticationIT#malformedKeys")
  void everythingElseHasNotTheForm(Secret key) {
    assertThat(KeyForm.matches(key)).isFalse();
  }
}
