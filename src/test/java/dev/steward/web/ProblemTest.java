package dev.steward.web;

import static dev.steward.web.Caller.basic;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

@WebTest
@ExtendWith(OutputCaptureExtension.class)
class ProblemTest {

  @LocalServerPort
  int port;

  Caller caller;

  @BeforeEach
  void newCaller() {
    caller = new Caller(port);
  }

  @Test
  void carriesCodeDetailAndErrors() {
    var answer = caller.get("/api/probe/fail/problem", basic("app"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
    assertThat(answer.json().toString()).isEqualTo(
      """
      {"type":"about:blank","title":"Unprocessable Entity","status":422,"detail":"No.",\
      "instance":"/api/probe/fail/problem","code":"validation-failed",\
      "errors":[{"path":"/message/body","message":"is too long"}]}\
      """
    );
  }

  @Test
  void saysWhereJsonIsBroken() {
    var answer = caller.send("POST", "/api/probe", "{\n  \"lines\": [,]}", basic("app"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("malformed-json");
    assertThat(answer.json().path("line").asInt()).isEqualTo(2);
    assertThat(answer.json().path("column").asInt()).isPositive();
    assertThat(caller.send("POST", "/api/probe", "", basic("app")).code()).isEqualTo(
      "malformed-json"
    );
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    quoteCharacter = '#',
    value = {
      "{\"lines\":[{\"text\":\"\",\"count\":1}]}  | /lines/0/text  | must not be blank",
      "{\"lines\":[{\"text\":\"a\",\"count\":0}]} | /lines/0/count | must be greater than or" +
        " equal to 1",
      "{\"lines\":[{\"text\":\"a\",\"count\":\"many\"}]} | /lines/0/count | must be a number",
      "{\"lines\":{}}       | /lines | must be a list",
      "{\"role\":\"boss\"}  | /role  | must be one of analyst, approver, operator, auditor, app",
      "{\"at\":\"soon\"}    | /at    | must be a time in ISO 8601",
    }
  )
  void namesTheValueThatIsWrong(String body, String path, String message) {
    var answer = caller.send("POST", "/api/probe", body, basic("app"));

    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("validation-failed");
    assertThat(answer.json().path("errors").path(0).path("path").asText()).isEqualTo(path);
    assertThat(answer.json().path("errors").path(0).path("message").asText()).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/nothing, 404, not-found",
    "DELETE, /api/probe, 405, method-not-allowed",
    "GET, /api/probe/number, 400, bad-request",
    "GET, /api/probe/number?n=x, 400, invalid-parameter",
    "GET, /api/probe/number?n=0, 422, validation-failed",
    "GET, /api/audit?from=yesterday, 400, invalid-parameter",
    "GET, /api/probe/fail/duplicate, 409, already-exists",
    "GET, /api/probe/fail/stale, 409, changed-meanwhile",
    "GET, /api/probe/fail/engine, 409, changed-meanwhile",
  })
  void hasACodeForEachFailure(String method, String path, int status, String code) {
    var name = path.contains("audit") ? "auditor" : "app";
    var answer = caller.send(method, path, null, basic(name));

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
    assertThat(answer.body()).doesNotContain("secret").doesNotContain("xception");
    assertThat(answer.json().path("instance").asText()).startsWith("/api/");
  }

  @Test
  void answersInFormatsItDoesNotKnowWithAProblem() {
    var xml = caller.send("POST", "/api/probe", "<x/>", basic("app", "Content-Type", "text/xml"));
    assertThat(xml.status()).isEqualTo(415);
    assertThat(xml.code()).isEqualTo("unsupported-media-type");

    var picky = caller.get("/api/me", basic("app", "Accept", "application/xml"));
    assertThat(picky.status()).isEqualTo(406);
    assertThat(picky.code()).isEqualTo("not-acceptable");
  }

  @Test
  void hidesWhatWentWrongInsideButLogsItUnderAnId(CapturedOutput log) {
    var answer = caller.get("/api/probe/fail/badly", basic("app", "Accept", "text/html"));

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("internal-error");
    assertThat(answer.body()).doesNotContain("secret").doesNotContain("IllegalState");
    assertThat(log.getAll()).contains(answer.json().path("errorId").asText()).contains("secret");
  }

  @Test
  void leavesFlowablesErrorsInFlowablesForm() {
    var answer = caller.get("/process-api/runtime/tasks/none", basic("operator"));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("message").asText()).isEqualTo("Not found");
  }

  @Test
  void refusesForeignHostNamesOnALocalServer() throws Exception {
    // The JDK's client sets Host itself, so this one is written by hand.
    try (var socket = new java.net.Socket("127.0.0.1", port)) {
      socket
        .getOutputStream()
        .write(
          "GET /api/me HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n".getBytes(
            java.nio.charset.StandardCharsets.US_ASCII
          )
        );
      var answer = new String(
        socket.getInputStream().readAllBytes(),
        java.nio.charset.StandardCharsets.UTF_8
      );
      assertThat(answer).startsWith("HTTP/1.1 400").contains("bad-request");
    }
  }
}
