package dev.steward.tool.adapter.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class McpPropertiesTest {

  private final ApplicationContextRunner application = new ApplicationContextRunner()
    .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
    .withUserConfiguration(Properties.class);

  @Configuration
  @EnableConfigurationProperties(McpProperties.class)
  static class Properties {}

  @Test
  void knowsNoServersUnlessTold() {
    application.run(started ->
      assertThat(started.getBean(McpProperties.class).servers()).isEmpty()
    );
  }

  @Test
  void readsBothKindsOfServers() {
    application
      .withPropertyValues(
        "steward.mcp.servers.files.command=npx",
        "steward.mcp.servers.files.arguments=-y,some-server",
        "steward.mcp.servers.files.environment.API_KEY=secret",
        "steward.mcp.servers.crm-system.url=https://crm.example.com/mcp",
        "steward.mcp.servers.crm-system.headers.Authorization=Bearer secret",
        "steward.mcp.servers.crm-system.start-timeout=5s"
      )
      .run(started -> {
        var servers = started.getBean(McpProperties.class).servers();
        assertThat(Objects.requireNonNull(servers.get("files")).arguments()).containsExactly(
          "-y",
          "some-server"
        );
        assertThat(Objects.requireNonNull(servers.get("files")).environment()).containsEntry(
          "API_KEY",
          "secret"
        );
        assertThat(Objects.requireNonNull(servers.get("crm-system")).headers()).containsKey(
          "Authorization"
        );
        assertThat(Objects.requireNonNull(servers.get("crm-system")).startTimeout()).isEqualTo(
          Duration.ofSeconds(5)
        );
      });
  }

  @Test
  void refusesAServerThatIsReachedInTwoWaysOrInNone() {
    assertRefused(
      "either a command or a url",
      "steward.mcp.servers.files.command=npx",
      "steward.mcp.servers.files.url=https://example.com/mcp"
    );
    assertRefused("either a command or a url", "steward.mcp.servers.files.start-timeout=5s");
    assertRefused("https://host/path", "steward.mcp.servers.files.url=file:///etc/passwd");
    assertRefused(
      "takes no headers",
      "steward.mcp.servers.files.command=npx",
      "steward.mcp.servers.files.headers.Authorization=x"
    );
  }

  @Test
  void refusesANameThatNoToolCouldBear() {
    assertRefused("must match", "steward.mcp.servers[Files_1].command=npx");
  }

  private void assertRefused(String reason, String... properties) {
    application
      .withPropertyValues(properties)
      .run(started -> assertThat(started).getFailure().hasStackTraceContaining(reason));
  }
}
