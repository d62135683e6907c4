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
}
