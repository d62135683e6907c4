package dev.steward.sandbox;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the demo CRM stores. Writes expect the transaction of {@link Effects#apply}. */
@Component
@SandboxComponent
class Crm {

  private static final int HISTORY_LIMIT = 50;

  private final JdbcClient jdbc;

  Crm(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Contact(
    String email,
    @Nullable String name,
    @Nullable String company,
    @Nullable String title,
    String priceTier,
    String status,
    @Nullable String note,
    @Nullable String nextAction
  ) {}

  record Activity(
    long id,
    String email,
    String type,
    String note,
    @Nullable Instant dueAt,
    Instant occurredAt
  ) {}

  /**
   * @param previousStatus what to write to undo the update
   */
  record Lead(String email, String status, String previousStatus) {}

  record LoggedActivity(long activityId, String email, String type) {}

  record TierChange(String email, String tier, String previousTier) {}

  List<Contact> contacts(@Nullable String email, @Nullable String company) {
    return jdbc
      .sql(
        """
        SELECT email, name, company, title, price_tier, status, note, next_action
        FROM sandbox_contact
        WHERE email = :email::text OR lower(company) = lower(:company::text)
        ORDER BY email LIMIT 20
        """
      )
      .param("email", email)
      .param("company", company)
      .query(Contact.class)
      .list();
  }

  List<Activity> activities(List<Contact> contacts) {
    if (contacts.isEmpty()) {
      return List.of();
    }
    return jdbc
      .sql(
        """
        SELECT id, email, type, note, due_at, occurred_at FROM sandbox_activity
        WHERE email IN (:emails) ORDER BY occurred_at DESC, id DESC LIMIT :limit
        """
      )
      .param("emails", contacts.stream().map(Contact::email).toList())
      .param("limit", HISTORY_LIMIT)
      .query((row, number) ->
        new Activity(
          row.getLong("id"),
          row.getString("email"),
          row.getString("type"),
          row.getString("note"),
          instant(row.getTimestamp("due_at")),
          row.getTimestamp("occurred_at").toInstant()
        )
      )
      .list();
  }

  Lead updateLead(String email, CrmController.LeadUpdate update) {
    ensureContact(email);
    var previous = lockedValue(email, "status");
    jdbc
      .sql(
        """
        UPDATE sandbox_contact
        SET status = :status, company = coalesce(company, :company::text),
            note = coalesce(:note::text, note),
            next_action = coalesce(:nextAction::text, next_action), updated_at = now()
        WHERE email = :email
        """
      )
      .param("status", update.status())
      .param("company", update.company())
      .param("note", update.note())
      .param("nextAction", update.nextAction())
      .param("email", email)
      .update();
    return new Lead(email, update.status(), previous);
  }

  LoggedActivity logActivity(String email, CrmController.NewActivity activity) {
    ensureContact(email);
    var id = jdbc
      .sql(
        """
        INSERT INTO sandbox_activity (email, type, note, due_at)
        VALUES (:email, :type, :note, :dueAt::timestamptz) RETURNING id
        """
      )
      .param("email", email)
      .param("type", activity.type())
      .param("note", activity.note())
      .param("dueAt", activity.dueAt() == null ? null : activity.dueAt().toString())
      .query(Long.class)
      .single();
    return new LoggedActivity(id, email, activity.type());
  }

  TierChange changePriceTier(String email, CrmController.PriceTier change) {
    var previous = lockedValue(email, "price_tier");
    jdbc
      .sql("UPDATE sandbox_contact SET price_tier = ?, updated_at = now() WHERE email = ?")
      .params(change.tier(), email)
      .update();
    return new TierChange(email, change.tier(), previous);
  }

  boolean deleteContact(String email) {
    return jdbc.sql("DELETE FROM sandbox_contact WHERE email = ?").param(email).update() > 0;
  }

  /** Leads arrive before anybody has entered the contact, so the first write creates it. */
  private void ensureContact(String email) {
    jdbc
      .sql("INSERT INTO sandbox_contact (email) VALUES (?) ON CONFLICT DO NOTHING")
      .param(email)
      .update();
  }

  private String lockedValue(String email, String column) {
    return jdbc
      .sql("SELECT " + column + " FROM sandbox_contact WHERE email = ? FOR UPDATE")
      .param(email)
      .query(String.class)
      .optional()
      .orElseThrow(() ->
        SandboxProblem.notFound("contact-not-found", "The CRM has no such contact")
      );
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
