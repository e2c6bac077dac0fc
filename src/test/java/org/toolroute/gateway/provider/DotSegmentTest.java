package org.toolroute.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.parts.TestCatalog;
import org.toolroute.gateway.shared.GatewayException;

class DotSegmentTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({".", ".."})
  void segmentThatMeansAnotherPlaceIsRefused(String id) {
    Catalog parcels =
        TestCatalog.load(
            TestCatalog.write(folder, Map.of("parcels", TestCatalog.documentedExample())));

    GatewayException refused =
        catchThrowableOfType(
            GatewayException.class,
            () ->
                new RequestBuilder()
                    .build(
                        parcels.resolve("parcels", "track"),
                        Sample.json("{}").put("parcel_id", id),
                        Map.of()));

    assertThat(refused.details().toString()).contains("/parcel_id", "cannot be . or .. in a path");
  }

  @ParameterizedTest
  @CsvSource({"..., ...", "'..\\', ..%5C", "%2e%2e, %252e%252e", "../.., ..%2F..", "'.;a', .%3Ba"})
  void whatOnlyLooksLikeOneIsData(String id, String encoded) {
    Catalog parcels =
        TestCatalog.load(
            TestCatalog.write(folder, Map.of("parcels", TestCatalog.documentedExample())));

    UpstreamRequest request =
        new RequestBuilder()
            .build(
                parcels.resolve("parcels", "track"),
                Sample.json("{}").put("parcel_id", id),
                Map.of());

    assertThat(request.path()).isEqualTo("/parcels/" + encoded);
  }
}
