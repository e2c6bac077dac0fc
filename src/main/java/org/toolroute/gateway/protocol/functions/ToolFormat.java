package org.toolroute.gateway.protocol.functions;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The form in which tools are listed: the gateway's own, or that of a model's API. */
enum ToolFormat {
  CATALOG("catalog"),
  /** {@code ChatCompletionTool} of OpenAI's Chat Completions. */
  OPENAI("openai"),
  /** {@code FunctionTool} of OpenAI's Responses. */
  OPENAI_RESPONSES("openai-responses"),
  /** {@code Tool} of Anthropic's Messages. */
  ANTHROPIC("anthropic"),
  /** {@code Tool} of Gemini: one object that holds all function declarations. */
  GEMINI("gemini"),
  /** {@code Tool} of the Model Context Protocol, as in {@code tools/list}. */
  MCP("mcp");

  private final String wireName;

  ToolFormat(String wireName) {
    this.wireName = wireName;
  }

  static Optional<ToolFormat> of(String text) {
    return Arrays.stream(values()).filter(format -> format.wireName.equals(text)).findFirst();
  }

  /** Whether the model's API can be told to keep to the schema. */
  boolean hasStrictMode() {
    return switch (this) {
      case OPENAI, OPENAI_RESPONSES, ANTHROPIC -> true;
      case CATALOG, GEMINI, MCP -> false;
    };
  }

  /** All names, for messages. */
  static String names() {
    return Arrays.stream(values()).map(format -> format.wireName).collect(Collectors.joining(", "));
  }
}
