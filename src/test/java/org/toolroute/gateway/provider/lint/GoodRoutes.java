package org.toolroute.gateway.provider.lint;

import java.util.List;
import java.util.Set;

/** Route files without a finding, for tests to spoil. */
final class GoodRoutes {
  static final String PROVIDER_FILE = "providers/tavily.camel.yaml";
  static final String GATEWAY_FILE = "gateway/gateway.camel.yaml";

  static final Set<String> BEANS =
      Set.of(
          "resolveCredential",
          "useOwnKey",
          "holdCredits",
          "useSharedKey",
          "chargeNothing",
          "refuseUnknownCase",
          "buildRequest",
          "upstreamBreaker",
          "sandboxBreaker",
          "normalise",
          "readAnswer",
          "rehearse",
          "settle",
          "failCall",
          "authenticateCaller",
          "executeTool",
          "sweepHolds");

  static final String PROVIDER =
      """
      # Tavily.
      - route:
          id: tavily
          description: Web search, extraction, crawling and site maps by Tavily.
          routeConfigurationId: billed
          from:
            uri: tool:tavily
            steps:
              - process: {ref: resolveCredential}
              - choice:
                  when:
                    - expression: {simple: {expression: "${variable.mode} == 'byok'"}}
                      steps: [{process: {ref: useOwnKey}}]
                    - expression: {simple: {expression: "${variable.mode} == 'credits'"}}
                      steps: [{process: {ref: holdCredits}}, {process: {ref: useSharedKey}}]
                    - expression: {simple: {expression: "${variable.mode} == 'free'"}}
                      steps: [{process: {ref: chargeNothing}}]
                  otherwise: {steps: [{process: {ref: refuseUnknownCase}}]}
              - process: {ref: buildRequest}
              - choice:
                  when:
                    - expression: {simple: {expression: "${variable.environment} == 'live'"}}
                      steps:
                        - circuitBreaker:
                            id: tavily-live
                            configuration: upstreamBreaker
                            inheritErrorHandler: true
                            steps:
                              - to: {id: call-tavily, uri: "{{provider.tavily.base-url}}", parameters: {bridgeEndpoint: true, throwExceptionOnFailure: false}}
                              - process: {ref: readAnswer}
                    - expression: {simple: {expression: "${variable.environment} == 'test'"}}
                      steps:
                        - circuitBreaker:
                            id: tavily-test
                            configuration: sandboxBreaker
                            inheritErrorHandler: true
                            steps: [{process: {ref: rehearse}}, {process: {ref: readAnswer}}]
                  otherwise: {steps: [{process: {ref: refuseUnknownCase}}]}
              - process: {ref: normalise}
              - process: {ref: settle}
      """;

  static final String GATEWAY =
      """
      - restConfiguration:
          component: servlet
          bindingMode: "off"
          inlineRoutes: false
          endpointProperty: [{key: httpBinding, value: "#wireBinding"}]
      - rest:
          id: api
          description: What developers and agents call, with a gateway key.
          path: /api/v1
          post:
            - id: post-execute
              path: /execute
              to: {uri: direct:execute-tool}
      - routeConfiguration:
          id: billed
          onException:
            - onException:
                exception: [java.lang.Throwable]
                handled: {constant: {expression: "true"}}
                steps: [{process: {ref: failCall}}]
      - route:
          id: execute-tool
          description: Calls a tool for a caller with a gateway key (POST /api/v1/execute).
          from:
            uri: direct:execute-tool
            steps:
              - process: {ref: authenticateCaller}
              - choice:
                  when:
                    - expression: {simple: {expression: "${variable.environment} == 'live'"}}
                      steps: [{process: {ref: executeTool}}]
                  otherwise: {steps: [{process: {ref: refuseUnknownCase}}]}
      - route:
          id: sweep-holds
          description: Releases holds that outlived their call.
          from:
            uri: timer:sweep-holds
            parameters: {period: "{{toolroute.sweep.period}}"}
            steps:
              - process: {ref: sweepHolds}
              - to: {uri: direct:note-sweep}
      - route:
          id: note-sweep
          description: Notes that a sweep has ended.
          from:
            uri: direct:note-sweep
            steps:
              - process: {ref: sweepHolds}
      """;

  private GoodRoutes() {}

  static List<Finding> lint(String gateway, String provider) {
    return new RouteLint(BEANS::contains)
        .check(
            List.of(new RouteFile(GATEWAY_FILE, gateway), new RouteFile(PROVIDER_FILE, provider)));
  }
}
