package dev.steward.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void doesNotDependOnHowJsonIsWritten() throws Exception {
    var one = CanonicalJson.sha256(json.readTree("{\"a\": 1.0, \"b\": \"\\u00e9\"}"));
    var same = CanonicalJson.sha256(json.readTree("{\"b\":\"é\",\"a\":1}"));

    assertThat(one).hasSize(64).isEqualTo(same);
  }

  @Test
  void changesWithAnyValue() throws Exception {
    assertThat(CanonicalJson.sha256(json.readTree("{\"a\": 1}"))).isNotEqualTo(
      CanonicalJson.sha256(json.readTree("{\"a\": \"1\"}"))
    );
  }

  @Test
  void tellsNumbersApartThatADoubleCannot() throws Exception {
    assertThat(CanonicalJson.sha256(json.readTree("{\"id\": 90071992547409931}"))).isNotEqualTo(
      CanonicalJson.sha256(json.readTree("{\"id\": 90071992547409930}"))
    );
    assertThat(CanonicalJson.sha256(json.readTree("{\"a\": 0.1}"))).isEqualTo(
      CanonicalJson.sha256(json.readTree("{\"a\": 0.10}"))
    );
  }

  @Test
  void takesNumbersOfAnySize() throws Exception {
    var digits = "9".repeat(400);

    assertThat(CanonicalJson.sha256(json.readTree("[%s, 1e999]".formatted(digits)))).hasSize(64);
  }
}
