package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.steward.database.TestDatabase;
import dev.steward.identity.People;
import dev.steward.identity.PeopleUnavailableException;
import dev.steward.process.spi.ProcessStarter;
import dev.steward.testing.Api;
import dev.steward.testing.Keycloak;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The profile keycloak against the real server, with the realm that ships. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@ContextConfiguration(initializers = TestDatabase.class)
@ActiveProfiles("keycloak")
@AutoConfigureObservability(tracing = false)
@TestPropertySource(properties = "steward.keycloak.memory=300ms")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DirtiesContext
class KeycloakIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String START = "/api/processes/lead-outreach/instances";

  private static int port;
  private static Keycloak keycloak;

  @Autowired
  People people;

  @Autowired
  ProcessStarter starter;

  @Autowired
  JdbcClient jdbc;

  Api api;

  @BeforeAll
  static void start() throws IOException {
    port = Keycloak.freePort();
    try {
      keycloak = Keycloak.start("http://localhost:" + port);
    } catch (Keycloak.NotAvailableException e) {
      System.err.println("NOT TESTED: Keycloak, because " + e.getMessage());
      Assumptions.abort(e.getMessage());
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (keycloak != null) {
      keycloak.close();
    }
  }

  /** The application starts while Keycloak is not there yet. */
  @DynamicPropertySource
  static void keycloak(DynamicPropertyRegistry registry) {
    registry.add("server.port", () -> port);
    registry.add("steward.keycloak.issuer", () -> keycloak.issuer());
    registry.add("steward.keycloak.client-secret", () -> Keycloak.secret("steward"));
  }

  @BeforeEach
  void connect() {
    keycloak.awaitStart();
    api = Api.of("http://localhost:" + port);
  }

  @Test
  void knowsABearersRolesGroupsByFullPathAndPermissions() {
    var me = as("approver").get("/api/me").expect(200);

    assertThat(me.path("name").asText()).isEqualTo("approver");
    assertThat(me.path("displayName").asText()).isEqualTo("Approver Tester");
    assertThat(texts(me.path("roles"))).containsExactly("approver");
    assertThat(texts(me.path("groups"))).containsExactly("sales", "sales-approvers");
    assertThat(texts(me.path("permissions"))).contains("outreach:send");
    keycloak.group("approver", "/agents/sales-desk", true);
    try {
      await().untilAsserted(() ->
        assertThat(people.find("approver").orElseThrow().groups()).contains("agents/sales-desk")
      );
    } finally {
      keycloak.group("approver", "/agents/sales-desk", false);
    }
  }

  @Test
  void knowsWhatARoleThatAgentsRepresentMayDo() {
    assertThat(
      people.find("role:sales-desk").orElseThrow().permissions()
    ).containsExactlyInAnyOrder("company:read", "crm:read");
    assertThat(people.find("role:none")).isEmpty();
    assertThat(people.find("role:../sales")).isEmpty();
  }

  @Test
  void isOnePrincipalInTheEngineTheTrailAndTheToken() {
    var id = startLead("principal-1");

    var instance = as("operator")
      .get("/api/instances/" + id)
      .expect(200);
    assertThat(instance.path("startedBy").asText()).isEqualTo("service-account-lead-intake");
    assertThat(
      jdbc
        .sql("SELECT start_user_id_ FROM act_hi_procinst WHERE id_ = :id")
        .param("id", id)
        .query(String.class)
        .single()
    ).isEqualTo("service-account-lead-intake");
  }

  @Test
  void letsAStrangerSeeNothingButThemselves() {
    var stranger = as("stranger");

    assertThat(stranger.get("/api/me").expect(200).path("roles")).isEmpty();
    assertThat(stranger.get("/api/tasks").status()).isEqualTo(403);
    assertThat(stranger.get("/process-api/runtime/tasks").status()).isEqualTo(403);
  }

  @Test
  void holdsABearerToWhatTheTokenSays() {
    var narrow = bearer(keycloak.tokensOf("approver", "narrow").path("access_token").asText());

    assertThat(narrow.get("/api/me").expect(200).path("roles")).isEmpty();
    assertThat(narrow.get("/api/tasks").status()).isEqualTo(403);
  }

  @Test
  void isSetUpByWhatTheComposeFileRunsOnce() throws Exception {
    assertThat(keycloak.setUp("first")).endsWith("The realm steward is ready.\n0");

    var prometheus = bearer(keycloak.tokenOf("prometheus"));
    assertThat(texts(prometheus.get("/api/me").expect(200).path("roles"))).containsExactly(
      "operator"
    );
    var measures = prometheus.with("Accept", "text/plain").get("/actuator/prometheus");
    assertThat(measures.status()).as(measures.toString()).isEqualTo(200);
    var first = bearer(keycloak.tokensOf("first", "script").path("access_token").asText());
    assertThat(texts(first.get("/api/me").expect(200).path("roles"))).containsExactlyInAnyOrder(
      "analyst",
      "approver",
      "operator",
      "auditor"
    );
  }

  @Test
  void seesAChangedRoleWithTheTokenThatWasThereBefore() {
    var wanderer = as("wanderer");
    wanderer.get("/api/tasks").expect(200);

    keycloak.role("wanderer", "analyst", false);

    await().untilAsserted(() -> assertThat(wanderer.get("/api/tasks").status()).isEqualTo(403));
    keycloak.role("wanderer", "operator", true);
    // Not by the old token, which does not say so.
    assertThat(wanderer.get("/api/incidents").status()).isEqualTo(403);
    await().untilAsserted(() ->
      assertThat(as("wanderer").get("/api/incidents").status()).isEqualTo(200)
    );
  }

  @Test
  void shutsOutWhoeverIsDisabledWithTheTokenThatWasThereBefore() {
    var leaver = as("leaver");
    leaver.get("/api/tasks").expect(200);

    keycloak.enable("leaver", false);

    await().untilAsserted(() -> assertThat(leaver.get("/api/tasks").status()).isEqualTo(401));
    assertThat(people.find("leaver")).isEmpty();
  }

  @Test
  void doesNotKnowPeopleWhoseNamesMeanSomethingElseHere() {
    assertThat(people.find("system")).isEmpty();
    assertThat(as("system").get("/api/me").code()).isEqualTo("token-invalid");
  }

  @Test
  void refusesTokensThatAreNotMeantForItOrNotKeycloaks() throws Exception {
    var tokens = keycloak.tokensOf("approver", "script");
    var good = tokens.path("access_token").asText();
    bearer(good).get("/api/me").expect(200);

    refused("of another audience", keycloak.tokenOf("elsewhere"));
    refused("an ID token", tokens.path("id_token").asText());
    refused("a refresh token", tokens.path("refresh_token").asText());
    refused("of another realm", keycloak.tokenOfMaster());
    refused("signed with another key", forged(good));
    refused("unsigned", unsigned(good));
    refused("with other claims", tampered(good));
    refused("no token at all", "nonsense");
  }

  @Test
  void refusesATokenThatHasExpired() {
    var brief = bearer(keycloak.tokensOf("approver", "brief").path("access_token").asText());
    brief.get("/api/me").expect(200);

    await()
      .atMost(Duration.ofSeconds(30))
      .pollInterval(Duration.ofMillis(500))
      .untilAsserted(() -> assertThat(brief.get("/api/me").code()).isEqualTo("token-invalid"));
  }

  @Test
  void takesNoPasswords() {
    assertThat(api.as("approver", Keycloak.password("approver")).get("/api/me").status()).isEqualTo(
      401
    );
  }

  @Test
  void refusesACallWhosePermissionWasTakenAwayWhileItsReviewWaited() {
    var id = startLead("revoked-1");
    var review = awaitReview(id);

    keycloak.permission("service-account-lead-intake", "outreach:send", false);
    try {
      await().untilAsserted(() ->
        assertThat(
          people.find("service-account-lead-intake").orElseThrow().permissions()
        ).doesNotContain("outreach:send")
      );
      as("approver")
        .post(
          "/api/tasks/" + review.path("id").asText() + "/decision",
          Map.of("decision", "approve")
        )
        .expect(204);

      await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(timeline(id)).contains("does not hold the permission"));
      assertThat(effects("outreach", "send-message")).noneMatch(sent ->
        sent.toString().contains(id)
      );
    } finally {
      keycloak.permission("service-account-lead-intake", "outreach:send", true);
    }
  }

  @Test
  @Order(Order.DEFAULT + 1)
  void worksInABrowserFromSignInToSignOut() throws Exception {
    Browser.runs(
      "keycloak",
      port,
      Map.of("KEYCLOAK_PERSON", "approver", "KEYCLOAK_PASSWORD", Keycloak.password("approver"))
    );
  }

  /** Last: everybody else needs it. */
  @Test
  @Order(Order.DEFAULT + 2)
  void doesNothingWhileKeycloakDoesNotAnswerAndGoesOnAfterwards() {
    var approver = as("approver");
    var app = people.find("service-account-lead-intake").orElseThrow();
    var before = effects().size();

    keycloak.freeze();
    String id;
    try {
      await().untilAsserted(() ->
        assertThat(approver.get("/api/tasks").code()).isEqualTo("people-unavailable")
      );
      assertThat(approver.get("/api/me").status()).isEqualTo(503);
      assertThat(api.get("/actuator/health").status()).isEqualTo(200);
      assertThatThrownBy(() -> people.find("approver")).isInstanceOf(
        PeopleUnavailableException.class
      );
      id = starter.start("lead-outreach", "frozen-1", lead(), "frozen-1", app);
      await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> triesFailed(id));
    } finally {
      keycloak.thaw();
    }

    await()
      .atMost(Duration.ofSeconds(60))
      .untilAsserted(() -> assertThat(as("operator").get("/api/me").status()).isEqualTo(200));
    assertThat(effects()).hasSize(before);
    goOn(id);
    awaitReview(id);
  }

  /** What the engine notes of a job that could not do its work. */
  private boolean triesFailed(String instance) {
    return jdbc
      .sql(
        """
        SELECT exists (SELECT FROM act_ru_timer_job WHERE process_instance_id_ = :id AND exception_msg_ LIKE '%Keycloak%')
            OR exists (SELECT FROM act_ru_job WHERE process_instance_id_ = :id AND exception_msg_ LIKE '%Keycloak%')
            OR exists (SELECT FROM act_ru_deadletter_job WHERE process_instance_id_ = :id AND exception_msg_ LIKE '%Keycloak%')
        """
      )
      .param("id", instance)
      .query(Boolean.class)
      .single();
  }

  /** By itself while there are tries left, else by an operator. */
  private void goOn(String instance) {
    for (var incident : items(as("operator").get("/api/incidents").expect(200))) {
      if (incident.path("instanceId").asText().equals(instance)) {
        as("operator")
          .post("/api/incidents/" + incident.path("id").asText() + "/retry")
          .ok();
      }
    }
  }

  private Api as(String person) {
    return bearer(keycloak.tokensOf(person, "script").path("access_token").asText());
  }

  private Api bearer(String token) {
    return api.with("Authorization", "Bearer " + token);
  }

  private void refused(String what, String token) {
    var answer = bearer(token).get("/api/me");
    assertThat(answer.status()).as(what).isEqualTo(401);
    assertThat(answer.code()).as(what).isEqualTo("token-invalid");
  }

  private String startLead(String key) {
    return bearer(keycloak.tokenOf("lead-intake"))
      .post(START, Map.of("businessKey", key, "variables", lead()))
      .expect(201)
      .path("id")
      .asText();
  }

  private static ObjectNode lead() {
    return JSON.valueToTree(Map.of("lead", Scenario.FITTING_LEAD));
  }

  private JsonNode awaitReview(String instance) {
    return await()
      .atMost(Duration.ofSeconds(90))
      .until(
        () ->
          items(as("operator").get("/api/tasks?scope=all&kind=tool-review").expect(200))
            .stream()
            .filter(task -> task.path("instanceId").asText().equals(instance))
            .findFirst(),
        Optional::isPresent
      )
      .orElseThrow();
  }

  private String timeline(String instance) {
    return as("operator")
      .get("/api/instances/" + instance + "/timeline")
      .expect(200)
      .toString();
  }

  private List<JsonNode> effects() {
    return items(as("operator").get("/sandbox/effects").expect(200));
  }

  private List<JsonNode> effects(String system, String operation) {
    return effects()
      .stream()
      .filter(effect -> effect.path("system").asText().equals(system))
      .filter(effect -> effect.path("operation").asText().equals(operation))
      .toList();
  }

  private static List<JsonNode> items(JsonNode listing) {
    return listing.path("items").valueStream().toList();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  /** With a key of our own, under the id of Keycloak's. */
  private static String forged(String token) throws JOSEException, ParseException {
    var original = SignedJWT.parse(token);
    var key = new RSAKeyGenerator(2048).keyID(original.getHeader().getKeyID()).generate();
    var jwt = new SignedJWT(
      new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
      JWTClaimsSet.parse(original.getPayload().toJSONObject())
    );
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  private static String unsigned(String token) {
    var header = "{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8);
    return encoded(header) + "." + token.split("\\.")[1] + ".";
  }

  private static String tampered(String token) throws IOException {
    var parts = token.split("\\.");
    var claims = (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    claims.put("preferred_username", "operator");
    return parts[0] + "." + encoded(JSON.writeValueAsBytes(claims)) + "." + parts[2];
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
