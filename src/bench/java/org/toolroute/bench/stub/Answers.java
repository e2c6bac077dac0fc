package org.toolroute.bench.stub;

/** The fixed bodies of the stub provider. */
public final class Answers {

  /** A chat completion of exactly 300 bytes, with the usage that a metered price needs. */
  public static final String CHAT_COMPLETION = chatCompletion(300);

  /** A library search in the shape of Context7. */
  public static final String LIBRARY_SEARCH =
      """
      {"results":[{"id":"/apache/camel","title":"Apache Camel","description":"Integration framework",\
      "totalTokens":120000,"totalSnippets":900,"stars":5700,"trustScore":9.1,"versions":["v4.22.0"]}]}\
      """;

  private Answers() {}

  private static String chatCompletion(int bytes) {
    String start =
        """
        {"id":"chatcmpl-bench","object":"chat.completion","created":1767225600,"model":"gpt-4o-mini",\
        "choices":[{"index":0,"message":{"role":"assistant","content":\"\
        """;
    String end =
        """
        "},"finish_reason":"stop"}],\
        "usage":{"prompt_tokens":9,"completion_tokens":12,"total_tokens":21}}\
        """;
    return start + ".".repeat(bytes - start.length() - end.length()) + end;
  }
}
