package org.toolroute.gateway.provider.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.provider.lint.GoodRoutes.GATEWAY;
import static org.toolroute.gateway.provider.lint.GoodRoutes.PROVIDER;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayRouteLintTest {

  static Stream<Spoilt> spoilt() {
    String step = "- process: {ref: authenticateCaller}";
    return Stream.of(
        new Spoilt("no id", "    id: execute-tool\n", "", "is missing: id"),
        new Spoilt("id is not the start", "  id: note-sweep", "  id: other", "alike"),
        new Spoilt("id twice", "id: post-execute", "id: sweep-holds", "another node has this id"),
        new Spoilt(
            "id of a provider", "id: api\n", "id: call-tavily\n", "another node has this id"),
        new Spoilt(
            "no target", "uri: direct:execute-tool}", "uri: direct:execute}", "no route starts"),
        new Spoilt(
            "compact target", "{uri: direct:execute-tool}", "direct:execute-tool", "in full"),
        new Spoilt(
            "no target in a step", "{uri: direct:note-sweep}", "{uri: direct:x}", "no route"),
        new Spoilt(
            "http", "{uri: direct:note-sweep}", "{uri: \"https://x.example\"}", "write direct:"),
        new Spoilt("exec", "{uri: direct:note-sweep}", "{uri: exec:id}", "write direct:"),
        new Spoilt("file", "{uri: direct:note-sweep}", "{uri: file:/etc}", "write direct:"),
        new Spoilt(
            "bean", "{uri: direct:note-sweep}", "{uri: \"class:java.lang.Runtime\"}", "write d"),
        new Spoilt(
            "language", "{uri: direct:note-sweep}", "{uri: \"language:groovy:1\"}", "write dir"),
        new Spoilt(
            "file consumer", "uri: timer:sweep-holds", "uri: file:sweep-holds", "write direct: or"),
        new Spoilt(
            "tool outside providers", "uri: timer:sweep-holds", "uri: tool:x", "write direct: or"),
        new Spoilt(
            "shorthand target",
            "{uri: direct:note-sweep}",
            "direct:note-sweep",
            "write it in full"),
        new Spoilt("dynamic target", "- to: {uri: direct", "- toD: {uri: direct", "from data"),
        new Spoilt("bean step", step, "- bean: {beanType: java.lang.Runtime}", "not call methods"),
        new Spoilt("script step", step, "- script: {expression: {groovy: x}}", "never code"),
        new Spoilt("log step", step, "- log: {message: hello}", "never logged"),
        new Spoilt("body step", step, "- setBody: {simple: x}", "not allowed here"),
        new Spoilt(
            "unknown step bean", "{ref: executeTool}", "{ref: executeTools}", "no step bean"),
        new Spoilt(
            "class as step", "{ref: executeTool}", "{ref: \"#class:x.Y\"}", "the name of a step"),
        new Spoilt("catch", step, "- doTry: {steps: []}", "a hold is released"),
        new Spoilt(
            "retry",
            "exception: [java.lang.Throwable]",
            "exception: [java.lang.Throwable]\n          redeliveryPolicy: {maximumRedeliveries: 3}",
            "a second one could be charged twice"),
        new Spoilt(
            "failures unhandled",
            "{expression: \"true\"}",
            "{expression: \"false\"}",
            "write true"),
        new Spoilt(
            "some failures only", "java.lang.Throwable", "java.io.IOException", "write java.lang"),
        new Spoilt(
            "else goes on",
            "otherwise: {steps: [{process: {ref: refuseUnknownCase}}]}",
            "otherwise: {steps: [{process: {ref: executeTool}}]}",
            "write refuseUnknownCase"),
        new Spoilt(
            "header expression",
            "${variable.environment} == 'live'",
            "${header.x} == 'live'",
            "write a comparison"),
        new Spoilt(
            "member of a record in expression",
            "${variable.environment}",
            "${variable.call.environment}",
            "write a comparison"),
        new Spoilt(
            "method in expression",
            "${variable.environment}",
            "${variable.environment.getClass()}",
            "write a comparison"),
        new Spoilt(
            "environment variable", "{{toolroute.sweep.period}}", "{{env:PERIOD}}", "write mil"),
        new Spoilt(
            "default in placeholder", "sweep.period}}", "sweep.period:5}}", "write milliseconds"),
        new Spoilt("busy timer", "\"{{toolroute.sweep.period}}\"", "1", "write milliseconds"),
        new Spoilt(
            "inline REST routes", "inlineRoutes: false", "inlineRoutes: true", "write false"),
        new Spoilt("automatic binding", "bindingMode: \"off\"", "bindingMode: auto", "write off"),
        new Spoilt("own binding", "#wireBinding", "#class:x.Y", "write #wireBinding"),
        new Spoilt(
            "start-up beans",
            "- restConfiguration:",
            "- beans: []\n- restConfiguration:",
            "beans are written in Java"),
        new Spoilt(
            "route without parts",
            "- restConfiguration:",
            "- from: {uri: x}\n- restConfiguration:",
            "not allowed here"),
        new Spoilt("key", "(POST /api/v1/execute)", "(tr_live_0123)", "looks like a key"));
  }

  @ParameterizedTest
  @MethodSource("spoilt")
  void refuses(Spoilt spoilt) {
    // Given
    assertThat(GATEWAY).contains(spoilt.text());
    String file = GATEWAY.replace(spoilt.text(), spoilt.replacement());

    // When
    List<Finding> findings = GoodRoutes.lint(file, PROVIDER);

    // Then
    assertThat(findings).anyMatch(finding -> finding.advice().contains(spoilt.advice()));
  }

  @Test
  void aMissingFailureConfigurationIsFoundFromTheProvidersRoute() {
    // When
    List<Finding> findings = GoodRoutes.lint(GATEWAY.replace("id: billed", "id: unused"), PROVIDER);

    // Then
    assertThat(findings)
        .singleElement()
        .satisfies(finding -> assertThat(finding.file()).isEqualTo(GoodRoutes.PROVIDER_FILE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", "- a: *b", "? [a]: b", "{<<: {a: b}}", "\u0000", "'"})
  void refusesWhatIsNoPlainYaml(String text) {
    assertThat(GoodRoutes.lint(text, PROVIDER)).isNotEmpty();
  }

  @Test
  void nestingAndLengthAreBounded() {
    // Given
    String deepest = "[".repeat(YamlReader.DEPTH_MAX) + "]".repeat(YamlReader.DEPTH_MAX);
    String longest = "#".repeat(YamlReader.CHARACTERS_MAX - 2) + "\na";

    // Then
    assertThat(GoodRoutes.lint(deepest, PROVIDER))
        .noneMatch(finding -> finding.advice().contains("nested"));
    assertThat(GoodRoutes.lint("[" + deepest + "]", PROVIDER))
        .anyMatch(finding -> finding.advice().contains("nested"));
    assertThat(GoodRoutes.lint("[".repeat(60_000), PROVIDER))
        .anyMatch(finding -> finding.advice().contains("nested"));
    assertThat(GoodRoutes.lint(longest, PROVIDER))
        .noneMatch(finding -> finding.advice().contains("longer"));
    assertThat(GoodRoutes.lint("#" + longest, PROVIDER))
        .anyMatch(finding -> finding.advice().contains("longer"));
  }
}
