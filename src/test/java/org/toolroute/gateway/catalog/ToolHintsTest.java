package org.toolroute.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.parts.TestCatalog;

class ToolHintsTest {
  @TempDir private Path folder;

  @Test
  void whatSaysNothingIsTakenCautiously() {
    assertThat(ToolHints.ofUnknown(Effect.READ)).isEqualTo(new ToolHints(false, true, true));
    assertThat(ToolHints.ofUnknown(Effect.WRITE)).isEqualTo(new ToolHints(true, false, true));
    assertThat(ToolHints.ofUnknown(Effect.MONEY)).isEqualTo(new ToolHints(true, false, true));
  }

  @Test
  void theDescriptionSaysWhatHolds() {
    // When
    ToolHints hints = hintsOfAnnounce("{destructive: false, idempotent: true, open_world: false}");

    // Then
    assertThat(hints).isEqualTo(new ToolHints(false, true, false));
  }

  @Test
  void aHintThatIsLeftOutStaysCautious() {
    assertThat(hintsOfAnnounce("{idempotent: true}")).isEqualTo(new ToolHints(true, true, true));
  }

  @Test
  void whatOnlyReadsCannotBeDestructive() {
    assertThatThrownBy(() -> load("effect: read", "effect: read\n    hints: {destructive: true}"))
        .isInstanceOf(InvalidDescriptionsException.class)
        .hasMessageContaining("only reads");
  }

  private ToolHints hintsOfAnnounce(String hints) {
    return load("effect: write", "effect: write\n    hints: " + hints)
        .resolve("parcels/announce", null)
        .hints();
  }

  private Catalog load(String text, String replacement) {
    String description = TestCatalog.documentedExample().replace(text, replacement);
    return TestCatalog.load(TestCatalog.write(folder, Map.of("parcels", description)));
  }
}
