package dev.steward;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLConnection;
import org.junit.jupiter.api.Test;

/** Nothing reaches the outside past the gateway: one place opens connections, and no library executes tools. */
class ConnectionsTest {

  private static final JavaClasses CLASSES = new ClassFileImporter()
    .withImportOption(new ImportOption.DoNotIncludeTests())
    .importPackages("dev.steward");

  @Test
  void onlyWhatIsMeantToReachesOtherSystems() {
    noClasses()
      .that()
      .resideOutsideOfPackages(
        "dev.steward.outbound",
        "dev.steward.tool.adapter..",
        "dev.steward.model",
        // Is asked by others, and asks nobody.
        "dev.steward.mcp",
        // Keycloak.
        "dev.steward.identity",
        "dev.steward.notification"
      )
      .and()
      // The copy of the trail elsewhere.
      .haveNameNotMatching("dev\\.steward\\.audit\\.Mirror(Properties)?")
      .should()
      .dependOnClassesThat(
        resideInAnyPackage(
          "dev.steward.outbound",
          "org.springframework.web.client..",
          "org.springframework.web.reactive..",
          "org.springframework.http.client..",
          "io.modelcontextprotocol.."
        )
      )
      .check(CLASSES);
  }

  @Test
  void onlyOnePlaceOpensConnections() {
    noClasses()
      .that()
      .resideOutsideOfPackages("dev.steward.outbound")
      .and()
      // MCP's sessions need a client of their own; the database looks whether its own server listens.
      .resideOutsideOfPackages("dev.steward.tool.adapter.mcp", "dev.steward.database")
      .should()
      .dependOnClassesThat(
        resideInAnyPackage("org.apache.hc..", "java.net.http..", "okhttp3..", "io.netty..")
          .or(type(Socket.class))
          .or(type(ServerSocket.class))
          .or(type(URLConnection.class))
          .or(type(HttpURLConnection.class))
      )
      .check(CLASSES);
  }

  @Test
  void springAiExecutesNoTools() {
    noClasses()
      .should()
      .dependOnClassesThat(
        resideInAnyPackage(
          "org.springframework.ai.tool..",
          "org.springframework.ai.model.tool..",
          "org.springframework.ai.chat.client..",
          "org.springframework.ai.mcp.."
        ).or(nameMatching("org\\.springframework\\.ai\\..*ChatModel"))
      )
      .check(CLASSES);
  }
}
