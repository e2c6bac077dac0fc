package org.toolroute.gateway.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.toolroute.gateway.catalog.CatalogLoader;
import org.toolroute.gateway.catalog.CatalogProperties;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.shared.ProviderId;

/** A provider as an integrator adds one, without an example of any error. */
final class Acme {
  private static final String DESCRIPTION =
      """
      provider: acme
      title: Acme
      description: Writes poems for readers.
      category: text
      base_url: https://api.acme.example/v1
      credential: {kind: header, name: X-Acme-Key}
      models:
        all: {small: {input: 1, output: 2}}
      error_examples:
        credential_rejected: {status: 401, body: {}}
        quota: {status: 403, body: {fault: {kind: no money}}}
        rate_limited: {status: 429, body: {}}
        upstream_failure: {status: 500, body: {}}
      errors:
        - {status: [400, 409], at: /fault, equals: 7, class: invalid_input}
        - {status: 402, class: invalid_input}
        - {status: 402, class: quota}
        - {status: [429, 403], at: /fault/kind, contains: money, class: quota}
      operations:
        write:
          title: Write
          description: Writes a short poem for a reader.
          effect: write
          input:
            type: object
            required: [reader, model]
            properties:
              reader: {type: string}
              model: {type: string}
              max_tokens: {type: integer, minimum: 1, maximum: 1000}
          request: {method: POST, path: '/readers/{reader}/poems', encoding: json}
          price:
            kind: tokens
            model: model
            models: all
            output_limits: [max_tokens]
            usage: {input: /usage/in, output: /usage/out}
            set: {max_tokens: 100}
          example:
            input: {reader: ann, model: small, max_tokens: 50}
            result: {poem: Roses are red., usage: {in: 5, out: 30, all: 35}}
        erase:
          title: Erase
          description: Erases all poems at once.
          effect: write
          input: {type: object, properties: {}}
          request: {method: DELETE, path: /poems, encoding: none}
          result: {empty: true}
          price: {kind: free}
          example: {input: {}, result: {}}
        recite:
          title: Recite
          description: Recites the newest poem as text.
          effect: read
          input: {type: object, properties: {}}
          request: {method: GET, path: /poems/newest, encoding: none}
          result: {text: true}
          price: {kind: free}
          example: {input: {}, result: {text: Roses are red.}}
      """;

  private Acme() {}

  static Provider describe(Path folder) throws IOException {
    Path providers = Files.createDirectory(folder.resolve("providers"));
    Files.writeString(providers.resolve("acme.tools.yaml"), DESCRIPTION);
    return withoutErrorExamples(
        new CatalogLoader(new CatalogProperties(folder, Map.of()))
            .load()
            .find(new ProviderId("acme"))
            .orElseThrow());
  }

  private static Provider withoutErrorExamples(Provider provider) {
    return new Provider(
        provider.id(),
        provider.title(),
        provider.description(),
        provider.category(),
        provider.free(),
        provider.baseUrl(),
        provider.credential(),
        provider.key(),
        provider.keyCheck(),
        provider.errors(),
        Map.of(),
        provider.limits(),
        provider.prices(),
        provider.operations());
  }
}
