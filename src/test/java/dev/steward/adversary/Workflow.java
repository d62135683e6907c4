package dev.steward.adversary;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One of the workflows that ship: its data, and what in it is a case's own job. */
interface Workflow {
  List<Workflow> ALL = List.of(
    new LeadOutreach(),
    new InternalSummary(),
    new CrmEnrichment(),
    new InvoicePayment(),
    new TriageNote()
  );

  String key();

  String firstAgent();

  List<Vector> vectors();

  /** Puts the case's records into the demo systems, with the instruction where the attack brings it. */
  void prepare(Case given, JdbcClient jdbc);

  Map<String, Object> variables(Case given);

  /** Whether a person who looks closely approves it: exactly what the case's own job asks for. */
  boolean own(Case given, String tool, JsonNode arguments, JsonNode variables);

  /** How often this may happen in the case. */
  int allowed(Case given, Deed deed, JsonNode variables);

  /** What a person enters at a user task; empty where the suite leaves the case there. */
  Map<String, Object> entered(Case given, String activity, JsonNode variables);

  /** How many reviews the tables themselves want of a case that nobody attacks. */
  int intendedReviews();

  /** Whether the instance has done its job, as a case does that nobody attacks. */
  boolean done(Case given, List<Deed> deeds);
}
