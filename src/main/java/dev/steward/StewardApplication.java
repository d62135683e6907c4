package dev.steward;

import dev.steward.tool.imports.OpenApiCommand;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.logging.LoggingSystem;

/** Starts Steward: the process engine, the agents and the web app in one process. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class StewardApplication {

  public static void main(String[] args) {
    var arguments = List.of(args);
    if (!arguments.isEmpty() && arguments.getFirst().equals(OpenApiCommand.NAME)) {
      // Before Spring has set it up, the log would be full of every library's details.
      LoggingSystem.get(StewardApplication.class.getClassLoader()).beforeInitialize();
      boolean done = OpenApiCommand.run(arguments.subList(1, arguments.size()), System.out);
      System.exit(done ? 0 : 1);
    }
    SpringApplication.run(StewardApplication.class, args);
  }
}
