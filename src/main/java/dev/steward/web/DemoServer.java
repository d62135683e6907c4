package dev.steward.web;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.server.ConfigurableServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Keeps a server whose passwords everybody knows on the machine it runs on, unless {@code
 * server.address} says otherwise.
 */
@Configuration(proxyBeanMethods = false)
@Profile("!keycloak")
class DemoServer {

  private static final Logger log = LoggerFactory.getLogger(DemoServer.class);

  static final String PEOPLE = "classpath:people.yaml";
  private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private final InetAddress address;
  private final String people;

  DemoServer(
    ServerProperties server,
    @Value("${steward.identity.people:" + PEOPLE + "}") String people
  ) throws Exception {
    this.address = Optional.ofNullable(server.getAddress()).orElse(
      InetAddress.getByAddress("localhost", new byte[] { 127, 0, 0, 1 })
    );
    this.people = people;
  }

  @Bean
  WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> localAddress() {
    return server -> server.setAddress(address);
  }

  /**
   * On a local server only local names are answered. Otherwise any site could give its own name
   * this machine's address, and its scripts would then be of the same origin as we are.
   */
  @Bean
  HttpFirewall localNames() {
    var firewall = new StrictHttpFirewall();
    if (address.isLoopbackAddress()) {
      firewall.setAllowedHostnames(
        name -> LOCAL_NAMES.contains(name) || name.endsWith(".localhost")
      );
    }
    return firewall;
  }

  @EventListener(ApplicationReadyEvent.class)
  void warn() {
    if (people.equals(PEOPLE)) {
      log.warn(
        "Demo users with known passwords are active, on {}. Set steward.identity.people to a" +
          " people file of your own, or use the profile keycloak, before anybody else can" +
          " reach this server.",
        address.isLoopbackAddress() ? "this machine only" : "EVERY address of " + address
      );
    }
  }
}
