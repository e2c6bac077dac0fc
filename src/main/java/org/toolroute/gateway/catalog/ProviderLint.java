package org.toolroute.gateway.catalog;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/** Says where a provider's errors, key and key check do not fit each other. */
final class ProviderLint {
  /** What the sandbox can rehearse for every provider with a key. */
  private static final Set<ErrorClass> EXAMPLES =
      Set.of(
          ErrorClass.CREDENTIAL_REJECTED,
          ErrorClass.QUOTA,
          ErrorClass.RATE_LIMITED,
          ErrorClass.UPSTREAM_FAILURE);

  private final Provider provider;
  private final Place root;

  ProviderLint(Provider provider, Place root) {
    this.provider = provider;
    this.root = root;
  }

  void check() {
    examples();
    provider
        .keyCheck()
        .ifPresent(check ->
            check.request().path().segments().stream()
                .flatMap(segment -> segment.pieces().stream())
                .forEach(this::keyCheckPiece));
  }

  private void examples() {
    Place place = root.at("error_examples");
    if (!provider.free() && !provider.errorExamples().keySet().containsAll(EXAMPLES)) {
      place.problem(
          "the sandbox needs credential_rejected, quota, rate_limited and upstream_failure");
    }
    provider
        .errorExamples()
        .forEach((errorClass, example) -> {
          Optional<ErrorClass> read = provider.classify(example.status(), example.body());
          if (!read.equals(Optional.of(errorClass))) {
            place
                .at(errorClass.wireName())
                .problem(
                    "the rules read it as " + read.map(ErrorClass::wireName).orElse("a success"));
          }
        });
  }

  private void keyCheckPiece(PathTemplate.Piece piece) {
    switch (piece) {
      case PathTemplate.Literal literal -> {}
      case PathTemplate.InputValue value ->
          root.at("key_check").problem("a key check has no input: {" + value.member() + "}");
      case PathTemplate.KeyValue value ->
          new RequestLint(
                  provider.keyCheck().orElseThrow().request(),
                  JsonNodeFactory.instance.objectNode(),
                  root.at("key_check"),
                  provider.key())
              .keyPart(value.part());
    }
  }
}
