package dev.steward.tool.adapter.mcp;

import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/** @param servers MCP servers by the names that contracts use */
@Validated
@ConfigurationProperties("steward.mcp")
record McpProperties(
  @DefaultValue Map<@Pattern(regexp = "[a-z][a-z0-9-]*") String, Server> servers
) {
  /**
   * A server that is started as a process ({@code command}) or reached over streamable HTTP ({@code url}).
   *
   * @param environment all that the process gets besides {@code PATH}, {@code HOME} and the like: it does not see Steward's own
   * @param headers of every request, such as {@code Authorization}
   * @param startTimeout from the start of the process, or the first request, to the list of its tools
   * @param largestMessage what is longer is not read to its end, whatever a contract allows
   */
  record Server(
    @Nullable String command,
    @DefaultValue List<String> arguments,
    @DefaultValue Map<String, String> environment,
    @Nullable URI url,
    @DefaultValue Map<String, String> headers,
    @DefaultValue("30s") Duration startTimeout,
    @DefaultValue("16MB") DataSize largestMessage
  ) {
    Server {
      // An empty property is how one takes a default away.
      command = command == null || command.isBlank() ? null : command;
      url = url == null || url.toString().isBlank() ? null : url;
      if ((command == null) == (url == null)) {
        throw new IllegalArgumentException("An MCP server has either a command or a url");
      }
      if (url != null && (!isHttp(url) || url.getHost() == null)) {
        throw new IllegalArgumentException(
          "The url of an MCP server is of the form https://host/path"
        );
      }
      if (url == null && !headers.isEmpty()) {
        throw new IllegalArgumentException("An MCP server with a command takes no headers");
      }
      if (command == null && !(arguments.isEmpty() && environment.isEmpty())) {
        throw new IllegalArgumentException(
          "An MCP server with a url takes no arguments and no environment"
        );
      }
    }

    private static boolean isHttp(URI url) {
      return "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    }
  }
}
