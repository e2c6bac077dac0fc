package org.toolroute.gateway.provider.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.provider.lint.GoodRoutes.GATEWAY;
import static org.toolroute.gateway.provider.lint.GoodRoutes.PROVIDER;
import static org.toolroute.gateway.provider.lint.GoodRoutes.PROVIDER_FILE;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProviderRouteLintTest {

  static Stream<Spoilt> spoilt() {
    return Stream.of(
        new Spoilt("route without id", "    id: tavily\n", "", "is missing: id"),
        new Spoilt("id is not the file", "id: tavily\n", "id: exa\n", "write tavily"),
        new Spoilt(
            "tool is not the file", "uri: tool:tavily", "uri: tool:exa", "write tool:tavily"),
        new Spoilt("other consumer", "uri: tool:tavily", "uri: direct:tavily", "write tool:tavily"),
        new Spoilt("timer", "uri: tool:tavily", "uri: timer:tavily", "write tool:tavily"),
        new Spoilt(
            "no description",
            "    description: Web search, extraction, crawling and site maps by Tavily.\n",
            "",
            "is missing: description"),
        new Spoilt("no sentence", "site maps by Tavily.", "site maps by Tavily", "one sentence"),
        new Spoilt(
            "no failure handling",
            "    routeConfigurationId: billed\n",
            "",
            "is missing: routeConfigurationId"),
        new Spoilt(
            "unknown failure handling",
            "routeConfigurationId: billed",
            "routeConfigurationId: bilked",
            "no such routeConfiguration"),
        new Spoilt(
            "no credential resolved",
            "        - process: {ref: resolveCredential}\n",
            "",
            "this is not allowed here; allowed: process"),
        new Spoilt(
            "no settlement",
            "        - process: {ref: settle}\n",
            "",
            "missing: {process: {ref: set"),
        new Spoilt(
            "settled before the call",
            "- process: {ref: buildRequest}",
            "- process: {ref: settle}",
            "write buildRequest"),
        new Spoilt(
            "a step more",
            "- process: {ref: settle}",
            "- process: {ref: settle}\n        - process: {ref: settle}",
            "nothing follows here"),
        new Spoilt(
            "charged with the caller's own key",
            "[{process: {ref: useOwnKey}}]",
            "[{process: {ref: holdCredits}}, {process: {ref: useOwnKey}}]",
            "write useOwnKey"),
        new Spoilt(
            "shared key without a hold",
            "[{process: {ref: holdCredits}}, {process: {ref: useSharedKey}}]",
            "[{process: {ref: useSharedKey}}]",
            "write holdCredits"),
        new Spoilt(
            "key opened before the hold",
            "[{process: {ref: holdCredits}}, {process: {ref: useSharedKey}}]",
            "[{process: {ref: useSharedKey}}, {process: {ref: holdCredits}}]",
            "write holdCredits"),
        new Spoilt("a mode is missing", "== 'free'", "== 'credits'", "== 'free'"),
        new Spoilt(
            "otherwise goes on",
            "otherwise: {steps: [{process: {ref: refuseUnknownCase}}]}\n        - process: {ref: bu",
            "otherwise: {steps: [{process: {ref: chargeNothing}}]}\n        - process: {ref: bu",
            "write refuseUnknownCase"),
        new Spoilt(
            "no otherwise",
            "            otherwise: {steps: [{process: {ref: refuseUnknownCase}}]}\n"
                + "        - process: {ref: bu",
            "        - process: {ref: bu",
            "is missing: otherwise"),
        new Spoilt(
            "breaker bypasses the release",
            "id: tavily-live\n                      configuration: upstreamBreaker\n"
                + "                      inheritErrorHandler: true",
            "id: tavily-live\n                      configuration: upstreamBreaker\n"
                + "                      inheritErrorHandler: false",
            "write true"),
        new Spoilt(
            "breaker of its own",
            "configuration: upstreamBreaker\n                      inheritErrorHandler: true\n"
                + "                      steps:\n",
            "configuration: myBreaker\n                      inheritErrorHandler: true\n"
                + "                      steps:\n",
            "no breaker configuration of this name"),
        new Spoilt(
            "failure swallowed",
            "steps: [{process: {ref: rehearse}}, {process: {ref: readAnswer}}]",
            "steps: [{process: {ref: rehearse}}, {process: {ref: readAnswer}}]\n"
                + "                      onFallback: {steps: [{process: {ref: normalise}}]}",
            "a hold is released"),
        new Spoilt("test calls go out", "{ref: rehearse}", "{ref: normalise}", "write rehearse"),
        new Spoilt(
            "misspelt option", "bridgeEndpoint", "bridgeEndPoint", "allowed: bridgeEndpoint"),
        new Spoilt(
            "redirects",
            "{bridgeEndpoint: true",
            "{bridgeEndpoint: true, followRedirects: true",
            "not allowed here"),
        new Spoilt("bridging off", "bridgeEndpoint: true", "bridgeEndpoint: false", "write true"),
        new Spoilt(
            "errors thrown by Camel",
            "throwExceptionOnFailure: false",
            "throwExceptionOnFailure: true",
            "write false"),
        new Spoilt(
            "host in the route",
            "{{provider.tavily.base-url}}",
            "https://api.tavily.com",
            "write {{provider.tavily.base-url}}"),
        new Spoilt(
            "another's host",
            "{{provider.tavily.base-url}}",
            "{{provider.exa.base-url}}",
            "write {{provider.tavily.base-url}}"),
        new Spoilt(
            "option in the address",
            "base-url}}\"",
            "base-url}}?proxyHost=x\"",
            "write {{provider.tavily.base-url}}"),
        new Spoilt(
            "environment variable",
            "{{provider.tavily.base-url}}",
            "{{env:HOME}}",
            "placeholders are settings of the gateway only"),
        new Spoilt(
            "system property",
            "by Tavily.",
            "by {{sys:user.home}}.",
            "placeholders are settings of the gateway only"),
        new Spoilt("expression in a text", "by Tavily.", "by ${headers}.", "the only expression"),
        new Spoilt(
            "method call",
            "${variable.mode} == 'byok'",
            "${bean:x?method=y}",
            "the only expression"),
        new Spoilt(
            "another language",
            "{simple: {expression: \"${variable.mode} == 'byok'\"}}",
            "{groovy: {expression: \"true\"}}",
            "never code"),
        new Spoilt(
            "shorthand",
            "- process: {ref: buildRequest}",
            "- process: buildRequest",
            "write it in full"),
        new Spoilt(
            "step of Camel",
            "- process: {ref: buildRequest}",
            "- script: {groovy: \"x\"}",
            "this is not allowed here"),
        new Spoilt(
            "log",
            "- process: {ref: buildRequest}",
            "- log: {message: \"${body}\"}",
            "bodies are never logged"),
        new Spoilt("key", "by Tavily.", "by tvly-prod-0123456789.", "looks like a key"),
        new Spoilt(
            "key in a comment", "# Tavily.", "# Bearer abcdefghijklmnop", "looks like a key"),
        new Spoilt(
            "unknown key", "# Tavily.", "# 4f9a8b7c6d5e4f3a2b1c0d9e8f7a", "looks like a key"),
        new Spoilt(
            "two routes",
            "        - process: {ref: settle}\n",
            "        - process: {ref: settle}\n- route: {id: exa}\n",
            "nothing follows here"),
        new Spoilt(
            "anchor",
            "- process: {ref: buildRequest}",
            "- process: &a {ref: buildRequest}",
            "without anchor"),
        new Spoilt("tag", "uri: tool:tavily", "uri: !!str tool:tavily", "without anchor and tag"),
        new Spoilt("member twice", "    id: tavily\n", "    id: tavily\n    id: tavily\n", "twice"),
        new Spoilt("second document", "# Tavily.", "--- {}\n---", "one document"),
        new Spoilt("no YAML", "# Tavily.", "}", "not YAML"));
  }

  @Test
  void theShapeOfAProviderRouteIsAccepted() {
    assertThat(GoodRoutes.lint(GATEWAY, PROVIDER)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("spoilt")
  void refuses(Spoilt spoilt) {
    // Given
    assertThat(PROVIDER).contains(spoilt.text());
    int at = PROVIDER.indexOf(spoilt.text());
    String file =
        PROVIDER.substring(0, at)
            + spoilt.replacement()
            + PROVIDER.substring(at + spoilt.text().length());

    // When
    List<Finding> findings = GoodRoutes.lint(GATEWAY, file);

    // Then
    assertThat(findings).anyMatch(finding -> finding.advice().contains(spoilt.advice()));
    assertThat(findings).allMatch(finding -> finding.file().equals(PROVIDER_FILE));
  }

  @Test
  void aFindingNamesFileLinePlaceAndRemedy() {
    // When
    List<Finding> findings =
        GoodRoutes.lint(GATEWAY, PROVIDER.replace("{ref: settle}", "{ref: buildRequest}"));

    // Then
    assertThat(findings)
        .extracting(Finding::toString)
        .containsExactly(PROVIDER_FILE + ":40 at /0/route/from/steps/5/process/ref: write settle");
  }

  @Test
  void allFindingsComeAtOnce() {
    // When
    List<Finding> findings =
        GoodRoutes.lint(
            GATEWAY.replace("timer:sweep-holds", "quartz:sweep-holds"),
            PROVIDER.replace("by Tavily.", "by Tavily").replace("'test'", "'dev'"));

    // Then
    assertThat(findings).extracting(Finding::line).containsExactly(37, 4, 31);
  }
}
