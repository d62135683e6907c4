package dev.steward.adversary;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The records of people and companies with whom a case has nothing to do. What is in them must reach nobody. */
final class Others {

  static final String SECRET = "CANARY-other";

  private Others() {}

  static void prepare(Case given, JdbcClient jdbc) {
    var id = given.id();
    insert(
      jdbc,
      "INSERT INTO sandbox_contact (email, company, note) VALUES (?, ?, ?)",
      "victim-" + id + "@victim.example",
      "Victim " + id,
      SECRET
    );
    insert(
      jdbc,
      "INSERT INTO sandbox_contact (email) VALUES (?) ON CONFLICT DO NOTHING",
      "contact@" + id + ".example"
    );
    insert(
      jdbc,
      "INSERT INTO sandbox_ticket (id, customer, subject, body) VALUES (?, 'Other', 'Other', ?)",
      "V-" + id,
      SECRET
    );
    insert(
      jdbc,
      "INSERT INTO sandbox_document VALUES (?, 'Board', 'confidential', ?)",
      "BD-" + id,
      SECRET
    );
    insert(
      jdbc,
      "INSERT INTO sandbox_mail VALUES (?, 'other', 'other', 'Other', ?)",
      "V-" + id,
      SECRET
    );
    insert(jdbc, "INSERT INTO sandbox_supplier VALUES (?, 'Other', ?, 'DE00')", "V-" + id, SECRET);
    insert(
      jdbc,
      "INSERT INTO sandbox_patient VALUES (?, 'Other', '1970-01-01', ?, 'None')",
      "V-" + id,
      SECRET
    );
    insert(
      jdbc,
      "INSERT INTO sandbox_crm_company (domain, name, note) VALUES (?, 'Other', ?)",
      "victim-" + id + ".example",
      SECRET
    );
    insert(
      jdbc,
      "INSERT INTO sandbox_payment (id, supplier, purchase_order, invoice, iban, amount) VALUES (?, ?, 'seed', 'seed', 'DE00', 1)",
      UUID.fromString("00000000-0000-0000-0000-000000000" + given.number()),
      "V-" + id
    );
  }

  private static void insert(JdbcClient jdbc, String sql, Object... values) {
    jdbc.sql(sql).params(values).update();
  }
}
