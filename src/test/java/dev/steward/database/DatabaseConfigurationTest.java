package dev.steward.database;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

class DatabaseConfigurationTest {

  @TempDir
  Path place;

  @Test
  void servesTheConnectionPoolUntilAfterItsUsersAreGone() throws Exception {
    // Unpacking the programs again would take longer than all the rest.
    Path binaries = Files.createDirectories(EmbeddedPostgresTest.BINARIES).toAbsolutePath();
    Path directory = Files.createDirectory(place.resolve("postgres"));
    Files.createSymbolicLink(directory.resolve("binaries"), binaries);
    var lastAnswer = new AtomicInteger();
    application()
      .withBean("lastAnswer", AtomicInteger.class, () -> lastAnswer)
      .withUserConfiguration(LastUser.class)
      .run(context -> {
        assertThat(context).hasSingleBean(EmbeddedPostgres.class);
        assertThat(context).hasSingleBean(HikariDataSource.class);
      });
    assertThat(lastAnswer).hasValue(1);
  }

  @Test
  void startsNothingBesideAnExternalDatabase() {
    var external = TestDatabase.fresh();
    application()
      .withPropertyValues(
        "spring.datasource.url=" + external.url(),
        "spring.datasource.username=" + external.username(),
        "spring.datasource.password=" + external.password()
      )
      .run(context -> {
        assertThat(context).doesNotHaveBean(EmbeddedPostgres.class);
        assertThat(
          context.getBean(JdbcTemplate.class).queryForObject("SELECT 1", int.class)
        ).isEqualTo(1);
        assertThat(place.resolve("postgres")).doesNotExist();
      });
  }

  private ApplicationContextRunner application() {
    return new ApplicationContextRunner()
      .withUserConfiguration(Database.class, DatabaseConfiguration.class)
      .withConfiguration(
        AutoConfigurations.of(
          DataSourceAutoConfiguration.class,
          JdbcTemplateAutoConfiguration.class
        )
      )
      .withPropertyValues("steward.database.directory=" + place.resolve("postgres"));
  }

  @Configuration
  @EnableConfigurationProperties(DatabaseProperties.class)
  static class Database {}

  /** Asks the database at its own end, as engines do that finish their work. */
  record LastUser(JdbcTemplate jdbc, AtomicInteger lastAnswer) implements DisposableBean {
    @Override
    public void destroy() {
      lastAnswer.set(requireNonNull(jdbc.queryForObject("SELECT 1", Integer.class)));
    }
  }
}
