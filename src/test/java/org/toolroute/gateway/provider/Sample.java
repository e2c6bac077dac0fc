package org.toolroute.gateway.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.parts.TestCatalog;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the tests of this package start from. */
final class Sample {
  static final Catalog SHIPPED = TestCatalog.shipped();
  static final Map<String, String> TWILIO_ACCOUNT = Map.of("account_sid", "AC1");

  /** A provider with a place of every kind for a value. */
  static final String EVERY_PLACE =
      """
      provider: places
      title: Places
      description: A provider with a place of every kind for a value.
      category: tests
      base_url: https://places.example/v1
      credential: {kind: bearer}
      errors:
        - {status: 200, at: /ok, equals: 'false', class: invalid_input}
      error_examples:
        credential_rejected: {status: 401, body: {}}
        quota: {status: 402, body: {}}
        rate_limited: {status: 429, body: {}}
        upstream_failure: {status: 500, body: {}}
      operations:
        put:
          title: Put
          description: Puts values into every place there is.
          effect: write
          byok_only: true
          input:
            type: object
            required: [id]
            properties:
              id: {type: string}
              page: {type: string}
              trace: {type: string}
              note: {type: string}
              details: {type: object}
              list: {type: array}
          request:
            method: PUT
            path: /things/{id}.json/part
            encoding: json
            query: [page]
            input_headers: {trace: X-Trace}
            headers: {X-Version: '3'}
            fixed: {source: gateway}
            sent_as: {note: Note}
          result: {empty: true, redact: [/token, /items/*/token]}
          example: {input: {id: a, page: b, trace: c, note: d, details: {}, list: []}, result: {}}
        form:
          title: Form
          description: Puts nested values into a form with brackets.
          effect: write
          byok_only: true
          input:
            type: object
            properties:
              note: {type: string}
              details: {type: object}
              list: {type: array}
          request: {method: POST, path: /forms, encoding: form-bracketed, sent_as: {note: Note}}
          example: {input: {note: d, details: {a: b}, list: [1]}, result: {}}
        whole:
          title: Whole
          description: Makes one member the whole body of the request.
          effect: write
          byok_only: true
          input: {type: object, required: [rows], properties: {rows: {type: array, items: {type: object}}}}
          request: {method: POST, path: /rows, encoding: json, body_from: rows}
          result: {list: true}
          example: {input: {rows: [{a: 1}]}, result: {}}
      """;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private Sample() {}

  static Operation operation(String tool) {
    return SHIPPED.resolve(tool, null);
  }

  /** Reads JSON that is written with apostrophes. */
  static ObjectNode json(String text) {
    return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
  }

  static UpstreamAnswer answer(int status, String contentType, String body) {
    return new UpstreamAnswer(status, Map.of("content-type", contentType), body.getBytes(UTF_8));
  }

  static String text(Optional<UpstreamRequest.Body> body) {
    return body.map(sent -> new String(sent.bytes(), UTF_8)).orElse("");
  }
}
