package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;

@WebTest
class TransportTest {

  private static final String PASSWORD = "of-a-key-for-tests";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path folder;

  @Autowired
  ServletWebServerApplicationContext application;

  @TestConfiguration
  static class WithTls {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tls() {
      return server -> server.addAdditionalTomcatConnectors(connector());
    }
  }

  @Test
  void marksCookiesSecureAndAsksForTlsFromThenOn() throws Exception {
    var cookies = new CookieManager();
    try (var http = HttpClient.newBuilder().cookieHandler(cookies).sslContext(trusting()).build()) {
      var first = http.send(
        HttpRequest.newBuilder(address("/api/me")).build(),
        BodyHandlers.ofString()
      );
      assertThat(first.headers().firstValue("Strict-Transport-Security")).isPresent();
      var token = cookies
        .getCookieStore()
        .getCookies()
        .stream()
        .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
        .findFirst()
        .orElseThrow();
      assertThat(token.getSecure()).isTrue();

      var signedIn = http.send(
        HttpRequest.newBuilder(address("/login"))
          .header("Content-Type", "application/x-www-form-urlencoded")
          .header("X-XSRF-TOKEN", token.getValue())
          .POST(BodyPublishers.ofString("username=analyst&password=analyst"))
          .build(),
        BodyHandlers.ofString()
      );

      assertThat(signedIn.statusCode()).isEqualTo(204);
      assertThat(signedIn.headers().allValues("Set-Cookie"))
        .filteredOn(cookie -> cookie.startsWith("JSESSIONID"))
        .singleElement()
        .asString()
        .contains("Secure");
    }
  }

  private URI address(String path) {
    var connectors = ((TomcatWebServer) application.getWebServer())
      .getTomcat()
      .getService()
      .findConnectors();
    for (var connector : connectors) {
      if (connector.getSecure()) {
        return URI.create("https://localhost:" + connector.getLocalPort() + path);
      }
    }
    throw new AssertionError("There is no connector with TLS");
  }

  private static Connector connector() {
    var connector = new Connector(Http11NioProtocol.class.getName());
    connector.setPort(0);
    connector.setScheme("https");
    connector.setSecure(true);
    connector.setProperty("address", "127.0.0.1");
    var protocol = (Http11NioProtocol) connector.getProtocolHandler();
    protocol.setSSLEnabled(true);
    var host = new SSLHostConfig();
    var certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.RSA);
    certificate.setCertificateKeystoreFile(keyStore().toString());
    certificate.setCertificateKeystorePassword(PASSWORD);
    host.addCertificate(certificate);
    protocol.addSslHostConfig(host);
    return connector;
  }

  /** Java itself makes no certificates, but its keytool does. */
  private static Path keyStore() {
    var file = folder.resolve("key.p12");
    try {
      var keytool = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-keyalg",
        "RSA",
        "-dname",
        "CN=localhost",
        "-ext",
        "SAN=dns:localhost",
        "-storetype",
        "PKCS12",
        "-keystore",
        file.toString(),
        "-storepass",
        PASSWORD
      )
        .inheritIO()
        .start();
      assertThat(keytool.waitFor()).isZero();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    return file;
  }

  private static SSLContext trusting() throws Exception {
    var keys = KeyStore.getInstance(folder.resolve("key.p12").toFile(), PASSWORD.toCharArray());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("localhost", keys.getCertificate("mykey"));
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
