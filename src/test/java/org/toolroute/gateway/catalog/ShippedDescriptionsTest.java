package org.toolroute.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.toolroute.gateway.parts.TestCatalog;
import org.toolroute.gateway.shared.Credits;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ShippedDescriptionsTest {
  private static final Catalog CATALOG = TestCatalog.shipped();

  static Stream<Operation> operations() {
    return CATALOG.providers().stream()
        .flatMap(provider -> provider.operations().values().stream());
  }

  @Test
  void shipsTheFirstFourProviders() {
    assertThat(CATALOG.providers())
        .extracting(provider -> provider.id().value())
        .contains("context7", "openai", "tavily", "twilio");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void nameInTheCatalogueIsAcceptedBack(Operation operation) {
    String provider = operation.name().provider().value();
    String own = operation.name().operation();

    assertThat(
            List.of(
                CATALOG.resolve(operation.name().functionName(), null),
                CATALOG.resolve(provider, own),
                CATALOG.resolve(provider + "/" + own, null),
                CATALOG.resolve(provider.toUpperCase(Locale.ROOT), own.replace('_', '-')),
                CATALOG.resolve(operation.name().functionName().replace('_', '-'), null)))
        .containsOnly(operation);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyInputIsClosed(Operation operation) {
    ObjectNode input = operation.example().input().deepCopy().put("Unlisted", "x");

    assertThat(operation.validator().validate(input))
        .containsExactly(new Violation("", "\"Unlisted\" is not known here"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyExampleIsPricedWithinItsBound(Operation operation) {
    if (operation.byokOnly()) {
      return;
    }
    Quote quote = operation.price().quote(operation.example().input());

    Charge charge = operation.price().settle(quote.inputToSend(), operation.example().result());

    assertThat(charge.actual()).isLessThanOrEqualTo(quote.upperBound());
    assertThat(charge.estimated()).isFalse();
  }

  @Test
  void whatShowsTheOperatorsAccountNeedsAnOwnKey() {
    assertThat(operations().filter(Operation::byokOnly).map(each -> each.name().functionName()))
        .containsExactlyInAnyOrder(
            "openai__list_models",
            "tavily__usage",
            "twilio__get_balance",
            "twilio__get_message",
            "twilio__list_calls",
            "twilio__list_messages",
            "twilio__make_call");
  }

  @Test
  void freeProvidersCostNothing() {
    assertThat(CATALOG.resolve("context7", "query_docs").price().quote(json()).upperBound())
        .isEqualTo(Credits.ZERO);
  }

  @Test
  void documentedExampleLoads(@TempDir Path folder) {
    Path routes = TestCatalog.write(folder, Map.of("parcels", TestCatalog.documentedExample()));

    assertThat(TestCatalog.load(routes).resolve("parcels/track", null).title())
        .isEqualTo("Track a parcel");
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
