package dev.steward.web;

import static dev.steward.web.Caller.basic;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.web.FilterChainProxy;

@WebTest
class SecurityTest {

  @LocalServerPort
  int port;

  @Autowired
  FilterChainProxy chains;

  Caller caller;

  @BeforeEach
  void newCaller() {
    caller = new Caller(port);
  }

  @Test
  void hasOnlyOurThreeChains() {
    assertThat(chains.getFilterChains()).hasSize(3);
  }

  @Test
  void asksAStrangerToSignInAndHandsOutTheCsrfCookie() {
    var answer = caller.get("/api/me");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
    assertThat(answer.code()).isEqualTo("unauthenticated");
    assertThat(answer.json().path("instance").asText()).isEqualTo("/api/me");
    assertThat(caller.cookie("XSRF-TOKEN")).isPresent();
    assertThat(caller.cookie("JSESSIONID")).isEmpty();
  }

  @Test
  void neverMakesABrowserOpenItsPasswordPopup() {
    assertThat(caller.get("/api/me").header("WWW-Authenticate")).isPresent();
    assertThat(
      caller.get("/api/me", "User-Agent", "Mozilla/5.0").header("WWW-Authenticate")
    ).isEmpty();
    assertThat(
      caller.get("/api/me", "Sec-Fetch-Mode", "cors").header("WWW-Authenticate")
    ).isEmpty();
    assertThat(
      caller.get("/api/me", basic("nobody", "Sec-Fetch-Mode", "cors")).header("WWW-Authenticate")
    ).isEmpty();
  }

  @Test
  void signsInByFormAndOutAgain() {
    assertThat(caller.signIn("approver", "approver").status()).isEqualTo(204);

    var me = caller.get("/api/me");
    assertThat(me.status()).isEqualTo(200);
    assertThat(me.json().path("displayName").asText()).isEqualTo("Paul Approver");
    assertThat(me.json().path("groups").toString()).contains("sales-approvers");

    var token = caller.cookie("XSRF-TOKEN").orElseThrow();
    assertThat(caller.send("POST", "/logout", null, "X-XSRF-TOKEN", token).status()).isEqualTo(204);
    assertThat(caller.get("/api/me").status()).isEqualTo(401);
  }

  @Test
  void changesTheSessionAndTheTokenAtSignIn() {
    caller.signIn("analyst", "analyst");
    var session = caller.cookie("JSESSIONID").orElseThrow();
    var token = caller.cookie("XSRF-TOKEN").orElseThrow();

    caller.signIn("approver", "approver");

    assertThat(caller.cookie("JSESSIONID")).isPresent().get().isNotEqualTo(session);
    assertThat(caller.cookie("XSRF-TOKEN")).isPresent().get().isNotEqualTo(token);
  }

  @Test
  void refusesWrongPasswordsAndUnknownNamesAlike() {
    var wrong = caller.signIn("approver", "wrong");
    var unknown = caller.signIn("nobody", "wrong");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.code()).isEqualTo("bad-credentials");
    assertThat(unknown.body()).isEqualTo(wrong.body());
    assertThat(caller.get("/api/me", basic("nobody")).code()).isEqualTo("bad-credentials");
  }

  @Test
  void wantsTheCsrfHeaderFromSessions() {
    assertThat(
      caller
        .send(
          "POST",
          "/login",
          "username=app&password=app",
          "Content-Type",
          "application/x-www-form-urlencoded"
        )
        .code()
    ).isEqualTo("csrf-token-invalid");

    caller.signIn("analyst", "analyst");
    var token = caller.cookie("XSRF-TOKEN").orElseThrow();
    var body = "{\"lines\":[]}";
    assertThat(caller.send("POST", "/api/probe", body).status()).isEqualTo(403);
    assertThat(caller.send("POST", "/api/probe", body, "X-XSRF-TOKEN", "x").status()).isEqualTo(
      403
    );
    assertThat(caller.send("POST", "/api/probe?_csrf=" + token, body).status()).isEqualTo(403);
    assertThat(caller.send("POST", "/api/probe", body, "X-XSRF-TOKEN", token).status()).isEqualTo(
      200
    );
  }

  @Test
  void letsApplicationsWriteWithBasicAloneAndGivesThemNoSession() {
    var answer = caller.send("POST", "/api/probe", "{\"lines\":[]}", basic("app"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  @Test
  void doesNotTakeASessionWithAnAuthorizationHeader() {
    caller.signIn("analyst", "analyst");

    assertThat(
      caller.send("POST", "/api/probe", "{}", "Authorization", "Nonsense x").status()
    ).isEqualTo(401);
  }

  @Test
  void refusesWhatAnotherSiteMakesABrowserSendWithARememberedBasicPassword() {
    var answer = caller.send(
      "POST",
      "/api/probe",
      "{}",
      basic("app", "Sec-Fetch-Site", "cross-site")
    );

    assertThat(answer.status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "/process-api/runtime/tasks, operator, 200",
    "/process-api/runtime/tasks, auditor, 200",
    "/process-api/runtime/tasks, approver, 200",
    "/process-api/management/jobs, operator, 200",
    "/process-api/management/jobs, auditor, 403",
    "/process-api/management/tables, operator, 403",
    "/actuator, operator, 200",
    "/actuator, analyst, 403",
    "/sandbox/effects, analyst, 403",
    "/sandbox/effects, operator, 200",
    "/sandbox/faults, app, 403",
    "/idm-api/users, operator, 403",
    "/external-job-api/jobs, operator, 403",
    "/dmn-api/dmn-repository/deployments, operator, 403",
    "/api/audit, operator, 200",
    "/api/audit, auditor, 200",
    "/api/audit, analyst, 403",
    "/api/probe/operators, operator, 200",
    "/api/probe/operators, approver, 403",
    "/api/nothing-here, analyst, 404",
  })
  void opensToRolesWhatIsTheirs(String path, String name, int status) {
    var answer = caller.get(path, basic(name));

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    if (status == 403) {
      assertThat(answer.code()).isEqualTo("not-allowed");
    }
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "/process-api/runtime/tasks",
      "/process-api",
      "/idm-api/users",
      "/actuator",
      "/actuator/env",
      "/sandbox/effects",
      "/sandbox/faults",
      "/api/audit",
      "/api/x",
      "/error",
      "/mcp",
      "/API/../api/me",
    }
  )
  void isClosedToStrangers(String path) {
    assertThat(caller.get(path, "Accept", "text/html").status()).isIn(400, 401);
  }

  @Test
  void saysWhereToDeployInsteadOfOverFlowablesOwnApi() {
    for (var name : new String[] { "analyst", "approver", "operator", "auditor", "app" }) {
      var answer = caller.send("POST", "/process-api/repository/deployments", "{}", basic(name));
      assertThat(answer.status()).as(name).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("deployments-not-here");
    }
  }

  @Test
  void makesWhoeverKeepsGuessingWaitInTheFormAndWithBasic() {
    for (int i = 0; i < 10; i++) {
      assertThat(caller.signIn("guessed", "wrong " + i).status()).isEqualTo(401);
    }

    var form = caller.signIn("guessed", "wrong");
    assertThat(form.status()).isEqualTo(429);
    assertThat(form.code()).isEqualTo("too-many-sign-ins");
    assertThat(Integer.parseInt(form.header("Retry-After").orElseThrow())).isBetween(1, 90);
    var basic = caller.get("/api/me", basic("guessed"));
    assertThat(basic.status()).isEqualTo(429);
    assertThat(basic.code()).isEqualTo("too-many-sign-ins");
    assertThat(basic.header("Retry-After")).isPresent();
    assertThat(caller.get("/api/me", basic("approver")).status()).isEqualTo(200);
  }

  @Test
  void keepsTheSessionCookieFromScriptsAndOtherSites() {
    caller.get("/api/me");
    var answer = caller.signIn("analyst", "analyst");

    var cookies = answer.response().headers().allValues("Set-Cookie");
    assertThat(cookies)
      .filteredOn(cookie -> cookie.startsWith("JSESSIONID"))
      .hasSize(1)
      .allSatisfy(cookie ->
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax").doesNotContain("Secure")
      );
  }

  @Test
  void takesNoSessionFromAnAddress() {
    caller.signIn("analyst", "analyst");
    var session = caller.cookie("JSESSIONID").orElseThrow();

    var stranger = new Caller(port);
    assertThat(stranger.get("/api/me;jsessionid=" + session).status()).isEqualTo(400);
    assertThat(stranger.get("/api/me?jsessionid=" + session).status()).isEqualTo(401);
  }

  @Test
  void tellsTheWebAppHowToSignIn() {
    var answer = caller.get("/api/sign-in");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"method\":\"form\",\"href\":null,\"demo\":true}");
  }

  @Test
  void putsFailedSignInsAndRefusalsOnTheTrail() {
    caller.signIn("approver", "wrong");
    caller.signIn("my-password-in-the-wrong-field", "x");
    caller.get("/sandbox/faults", basic("analyst"));
    caller.get("/api/probe/operators", basic("approver"));

    var trail = caller.get("/api/audit", basic("auditor")).json().path("items");
    var told = new ArrayList<String>();
    trail.forEach(e ->
      told.add(
        e.path("type").asText() + " " + e.path("actor").asText() + " " + e.path("title").asText()
      )
    );
    assertThat(told.subList(0, 4)).containsExactly(
      "access.refused approver Refused: ProbeController.forOperators",
      "access.refused analyst Refused: GET /sandbox/faults",
      "sign-in.failed unknown Sign-in failed",
      "sign-in.failed approver Sign-in failed"
    );
    assertThat(trail.toString()).doesNotContain("wrong-field");
  }

  @Test
  void showsThePoliciesInForceToEverybodySignedIn() {
    var policy = caller.get("/api/policies", basic("approver")).json().path("items").path(0);

    assertThat(policy.path("key").asText()).isEqualTo("human-review");
    assertThat(policy.path("version").asInt()).isEqualTo(1);
    assertThat(policy.path("mode").asText()).isEqualTo("enforced");
    assertThat(caller.get("/api/policies/human-review/1", basic("approver")).body()).contains(
      "<definitions"
    );
    assertThat(caller.get("/api/policies").status()).isEqualTo(401);
  }

  @Test
  void isOpenWhereNothingIsKept() {
    assertThat(caller.get("/actuator/health").status()).isEqualTo(200);
    assertThat(caller.get("/v3/api-docs").status()).isEqualTo(200);
    assertThat(caller.get("/").status()).isEqualTo(200);
    assertThat(caller.send("POST", "/v3/api-docs", "{}", basic("app")).status()).isEqualTo(403);
  }

  @Test
  void letsOnlyThisMachineSpeakToTheDemoSystems() {
    assertThat(caller.send("POST", "/sandbox/crm/accounts", "{}").status()).isEqualTo(404);

    var forwarded = caller.get("/sandbox/crm/accounts", "X-Forwarded-For", "192.0.2.1");
    assertThat(forwarded.status()).isEqualTo(403);
    var foreign = caller.send(
      "POST",
      "/sandbox/crm/accounts",
      "{}",
      "Sec-Fetch-Site",
      "cross-site"
    );
    assertThat(foreign.status()).isEqualTo(403);
  }

  @Test
  void sendsAContentPolicyAndForbidsFraming() {
    var headers = Stream.of("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options")
      .map(name -> caller.get("/").header(name).orElse(""))
      .toList();

    assertThat(headers.get(0)).contains("default-src 'self'").contains("frame-ancestors 'none'");
    assertThat(headers.get(1)).isEqualTo("DENY");
    assertThat(headers.get(2)).isEqualTo("nosniff");
  }
}
