package dev.steward;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts Steward: the process engine, the agents and the web app in one process. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class StewardApplication {

  public static void main(String[] args) {
    SpringApplication.run(StewardApplication.class, args);
  }
}
