package dev.steward.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTest {

  private final PersonalData masks = new PersonalData();

  @Test
  void keepsEqualValuesEqualAndOthersApart() {
    assertThat(masks.masked("a@x.example, b@x.example, a@x.example")).isEqualTo(
      "person-1@masked.example, person-2@masked.example, person-1@masked.example"
    );
    assertThat(masks.masked("Write to b@x.example.")).isEqualTo(
      "Write to person-2@masked.example."
    );
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "+49 30 1234567",
      "0049 (30) 12345-67",
      "030 1234567",
      "4111 1111 1111 1111",
      "DE02120300000000202051",
      "aoife.brennan@brightwell.example",
    }
  )
  void hides(String value) {
    assertThat(masks.masked("It is " + value + ", she said")).doesNotContain(value);
  }

  @ParameterizedTest
  @ValueSource(
    strings = { "2026-03-04", "PO-7001", "1840.00", "430 people", "T-1001", "1234 5678 9012 3456" }
  )
  void leaves(String value) {
    assertThat(masks.masked("It is " + value + ", she said")).contains(value);
  }
}
