package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.model.Fault;
import dev.steward.policy.TableText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tables say which model may see what a run has read. The agent's own is main, and spare takes its place when it fails. */
class ModelChoiceIT extends AgentRunIT {

  private static final String KEY = "test-models";

  private int version;

  @AfterEach
  void retireTheTable() {
    api
      .as("operator")
      .put(
        "/api/policies/%s/%d/mode".formatted(KEY, version),
        Map.of("mode", "retired", "reason", "The test is over")
      )
      .expect(200);
  }

  @Test
  void asksAnotherModelOnceTheRunHasReadConfidentialData() {
    deploy("confidential", "boolean", "true", "spare", "enforced");
    var errand = errand("thrifty");
    errand.says(errand.call("demo_files", "a"), done("well"));

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.attemptsInShort()).containsExactly("1.1 main answered", "2.1 spare answered");
    assertThat(
      errand
        .trail("model.answered")
        .stream()
        .map(entry -> Objects.requireNonNullElse(entry.detail().get("reason"), "own"))
        .map(Object::toString)
    ).containsExactly("own", "why");
  }

  @Test
  void asksNoModelWhereNoneMaySeeTheData() {
    deploy("confidential", "boolean", "true", "none", "enforced");
    var errand = errand("thrifty");
    errand.says(errand.call("demo_files", "a"), done("never"));

    errand.perform();

    errand.assertFailed("AGENT_FAILED");
    assertThat(errand.stored().errorMessage()).isEqualTo("no model may be asked: why");
    assertThat(errand.requests()).hasSize(1);
  }

  @Test
  void asksTheTableAboutTheModelThatTakesAnothersPlace() {
    deploy("model", "string", "\"spare\"", "none", "enforced");
    var errand = errand("thrifty");
    errand.always(any -> true, Fault.status(500)).says(done("never"));

    errand.perform();

    errand.assertFailed("AGENT_FAILED");
    assertThat(errand.stored().errorMessage()).isEqualTo("no model may be asked: why");
    assertThat(errand.attempts()).extracting(Attempt::model).containsOnly("main");
  }

  @Test
  void recordsWhatATableOnTrialWouldChoose() {
    deploy("model", "string", "\"main\"", "spare", "shadow");
    var errand = errand("thrifty").says(done("well"));

    errand.perform();

    assertThat(errand.attemptsInShort()).containsExactly("1.1 main answered");
    assertThat(
      jdbc
        .sql(
          "SELECT detail -> 'shadow' ->> 'model' FROM audit_entry WHERE instance_id = :instance AND type = 'model.answered'"
        )
        .param("instance", errand.instance())
        .query(String.class)
        .single()
    ).isEqualTo("spare");
  }

  private void deploy(String input, String type, String cell, String model, String mode) {
    var table = TableText.ofOneRule(
      KEY,
      "the-rule",
      input,
      type,
      List.of("model", "reason")
    ).formatted(cell, "\"" + model + "\"", "\"why\"");
    version = api
      .as("operator")
      .post("/api/policies", Map.of("table", table, "mode", mode, "reason", "A test"))
      .expect(201)
      .at("/items/0/version")
      .asInt();
  }
}
