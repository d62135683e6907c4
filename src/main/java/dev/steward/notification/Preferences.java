package dev.steward.notification;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who wants mail; everybody who has not said otherwise. */
@Repository
class Preferences {

  private final JdbcClient jdbc;

  Preferences(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean wantsMail(String person) {
    return jdbc
      .sql("SELECT mail FROM notification_preference WHERE person = :person")
      .param("person", person)
      .query(Boolean.class)
      .optional()
      .orElse(true);
  }

  void save(String person, boolean mail) {
    jdbc
      .sql(
        """
        INSERT INTO notification_preference (person, mail) VALUES (:person, :mail)
        ON CONFLICT (person) DO UPDATE SET mail = excluded.mail
        """
      )
      .param("person", person)
      .param("mail", mail)
      .update();
  }
}
