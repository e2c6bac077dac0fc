package org.toolroute.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.TestCatalog;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.ProviderId;

class CatalogLookupTest {
  private static final Catalog CATALOG = TestCatalog.shipped();

  @Test
  void keysAreRegisteredAndToolsCalledUnderOneName() {
    ProviderId registered = CATALOG.resolveProvider("OpenAI").id();

    ProviderId called = CATALOG.resolve("openai__chat-completion", null).name().provider();

    assertThat(called).isEqualTo(registered);
  }

  @Test
  void misspeltToolNamesTheNearest() {
    GatewayException refused = refused("opnai", "chat_completion");

    assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_TOOL);
    assertThat(refused.details().toString()).isEqualTo("{\"nearest\":[\"openai\"]}");
  }

  @Test
  void misspeltOperationNamesTheNearest() {
    GatewayException refused = refused("openai", "chat_completions");

    assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_OPERATION);
    assertThat(refused.details().toString()).isEqualTo("{\"nearest\":[\"chat_completion\"]}");
  }

  @Test
  void providerAloneListsItsOperations() {
    GatewayException refused = refused("tavily", null);

    assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_OPERATION);
    assertThat(refused.details().path("nearest")).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "openai\r\nSet-Cookie: a",
        "{{env:HOME}}",
        "../../etc/passwd",
        "openai/../stripe",
        "",
        "__",
        "/",
        "ẞ"
      })
  void hostileNamesAreRefusedAndNotRepeated(String name) {
    GatewayException refused = refused(name, null);

    assertThat(refused.message() + refused.details())
        .doesNotContain("<", "\r", "\n", "{{", "..", "ẞ")
        .hasSizeLessThan(200);
  }

  @Test
  void longNameIsRefusedWithoutComparing() {
    GatewayException refused = refused("openai".repeat(100_000), "x".repeat(100_000));

    assertThat(refused.details().toString()).isEqualTo("{\"nearest\":[]}");
  }

  private static GatewayException refused(String tool, @Nullable String operation) {
    return catchThrowableOfType(GatewayException.class, () -> CATALOG.resolve(tool, operation));
  }
}
