package dev.steward.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.outbound.OutboundHttp;
import dev.steward.telemetry.GenAi;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsTest {

  private static final String URL = "http://127.0.0.1:9/v1";

  @Test
  void rehearsesWhereThereIsNoAddress() {
    var models = models(
      Map.of("short", settings("", "", null), "long", settings(URL, "large", null))
    );

    assertThat(models.knows("short")).isTrue();
    assertThat(models.rehearses("short")).isTrue();
    assertThat(models.rehearses("long")).isFalse();
    assertThat(models.knows("other")).isFalse();
  }

  @Test
  void namesTheFallback() {
    var models = models(
      Map.of("short", settings(URL, "small", ""), "long", settings(URL, "large", "short"))
    );

    assertThat(models.fallback("long")).contains("short");
    assertThat(models.fallback("short")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
    quoteCharacter = '"',
    value = {
      "http://x/v1, large, other, steward.models.long.fallback leads to 'other'",
      "http://x/v1, large, long, fallback leads back to 'long'",
      "http://x/v1, large, circle, fallback leads back to",
      "http://x/v1, large, rehearsed, the rehearsal must never stand in for a model",
      "http://x/v1, \"\", , steward.models.long.model is missing",
      "localhost:8000, large, , steward.models.long.base-url is no address",
    }
  )
  void refusesToStartWith(String url, String model, @Nullable String fallback, String complaint) {
    var all = Map.of(
      "long",
      settings(url, model, fallback),
      "circle",
      settings(URL, "large", "circle".equals(fallback) ? "long" : null),
      "rehearsed",
      settings("", "", null)
    );

    assertThatThrownBy(() -> models(all)).hasMessageContaining(complaint);
  }

  @Test
  void refusesNamesThatAreNotConfigured() {
    var models = models(Map.of());

    assertThatThrownBy(() ->
      models.answer("long", RehearsalModelTest.request(RehearsalModelTest.rehearsal("")))
    ).hasMessageContaining("'long'");
  }

  private static Models models(Map<String, ModelProperties.Model> settings) {
    return new Models(
      new ModelProperties(settings),
      new OutboundHttp(),
      new ObjectMapper(),
      new GenAi(ObservationRegistry.NOOP, new SimpleMeterRegistry())
    );
  }

  private static ModelProperties.Model settings(
    String url,
    String model,
    @Nullable String fallback
  ) {
    return new ModelProperties.Model(
      url,
      "/v1/chat/completions",
      "",
      model,
      fallback,
      BigDecimal.ZERO,
      null,
      BigDecimal.ZERO,
      Duration.ofSeconds(1),
      1000,
      100
    );
  }
}
