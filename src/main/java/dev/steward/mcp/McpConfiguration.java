package dev.steward.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Streamable HTTP without sessions: each request says by itself who asks, and any node answers. */
@Configuration(proxyBeanMethods = false)
class McpConfiguration {

  static final String PATH = "/mcp";

  @Bean
  ServletRegistrationBean<HttpServletStatelessServerTransport> mcpServer(
    ProcessTools tools,
    ObjectMapper json
  ) {
    var transport = HttpServletStatelessServerTransport.builder()
      .jsonMapper(new JacksonMcpJsonMapper(json))
      .messageEndpoint(PATH)
      .build();
    transport.setMcpHandler(new McpRequests(tools, json));
    var registration = new ServletRegistrationBean<>(transport, PATH);
    registration.setName("mcp");
    registration.setAsyncSupported(true);
    return registration;
  }
}
