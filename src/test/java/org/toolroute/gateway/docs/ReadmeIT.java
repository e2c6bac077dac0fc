package org.toolroute.gateway.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.parts.Part;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/**
 * Every command of the README, run in one shell against a new gateway, with its output compared.
 */
class ReadmeIT {
  private static final Path README = Path.of("README.md");
  private static final String MARK = "@@next@@";
  private static final String CHAT =
      """
      {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-mini",\
      "choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hello!"}}],\
      "usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}\
      """;

  @TempDir Path home;

  private TestDatabase database;
  private ProviderStub stub;
  private TestGateway gateway;

  @BeforeAll
  static void requireWhatTheCommandsUse() {
    Part.requireProgram("curl");
  }

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    stub.answers(ReadmeIT::answer);
    gateway = TestGateway.start(database, stub, home.resolve(".toolroute"), Map.of());
  }

  @AfterEach
  void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  @Test
  void everyCommandOfTheReadmeAnswersAsShown() throws Exception {
    // Given
    List<ConsoleExample> examples = ConsoleExample.in(README);
    // When
    List<String> outputs = run(examples);
    // Then
    assertThat(examples).hasSizeGreaterThan(20);
    assertThat(outputs).hasSameSizeAs(examples);
    for (int i = 0; i < examples.size(); i++) {
      assertThat(examples.get(i).matches(outputs.get(i)))
          .as("%s%nanswers%n%s", examples.get(i), outputs.get(i))
          .isTrue();
    }
  }

  private static Answer answer(ProviderStub.Request request) {
    if (request.header("authorization").contains("unknown")) {
      return Answer.json(401, "{\"error\":{\"code\":\"invalid_api_key\"}}");
    }
    return request.method().equals("GET")
        ? Answer.json(200, "{\"object\":\"list\",\"data\":[]}")
        : Answer.json(200, CHAT);
  }

  /** One shell for all, as a reader would use it; only the port and the home are the test's. */
  private List<String> run(List<ConsoleExample> examples) throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder();
    for (ConsoleExample example : examples) {
      script.append(example.command()).append("\necho ").append(MARK).append('\n');
    }
    Path file = home.resolve("readme.sh");
    Files.writeString(
        file, script.toString().replace("127.0.0.1:8080", "127.0.0.1:" + gateway.client().port()));
    ProcessBuilder shell = new ProcessBuilder("bash", file.toString()).redirectErrorStream(true);
    shell.environment().put("HOME", home.toString());
    shell.environment().put("OPENAI_API_KEY", "sk-proj-of-the-reader-0123456789");
    shell.environment().put("TOOLROUTE_ADMIN_TOKEN", TestGateway.ADMIN_TOKEN);
    Process process = shell.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return List.of(output.split(MARK + "\n"));
  }
}
