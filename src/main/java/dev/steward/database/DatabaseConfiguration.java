package dev.steward.database;

import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Starts a server of our own unless {@code spring.datasource.url} names another one.
 *
 * <p>The connection pool asks for the connection details, Flyway and Flowable for the pool: so they
 * start after the server and stop before it.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${spring.datasource.url:}'.isEmpty()")
class DatabaseConfiguration {

  @Bean
  EmbeddedPostgres embeddedPostgres(DatabaseProperties properties) {
    return EmbeddedPostgres.start(
      properties.directory(),
      properties.directory().resolve("binaries"),
      properties.port(),
      Map.of()
    );
  }

  @Bean
  JdbcConnectionDetails embeddedConnectionDetails(EmbeddedPostgres server) {
    return new JdbcConnectionDetails() {
      @Override
      public String getJdbcUrl() {
        return server.jdbcUrl(Initdb.DATABASE);
      }

      @Override
      public String getUsername() {
        return Credentials.USER;
      }

      @Override
      public String getPassword() {
        return server.credentials().password();
      }
    };
  }
}
