package dev.steward.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.outbound.OutboundHttp;
import dev.steward.telemetry.GenAi;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The configured chat models by name. */
@Component
public class Models {

  /** The rehearsal model, whatever is configured. No agent's file and no table can name it. */
  public static final String REHEARSAL = "rehearsal";

  private static final Logger log = LoggerFactory.getLogger(Models.class);
  private static final int REHEARSALS_IN_FLIGHT = 100;

  private final Map<String, ChatModel> models = new TreeMap<>();
  private final Map<String, ModelProperties.Model> settings;
  private final GenAi genAi;
  private final Map<String, Semaphore> slots = new TreeMap<>();

  Models(ModelProperties properties, OutboundHttp outbound, ObjectMapper json, GenAi genAi) {
    this.genAi = genAi;
    settings = properties.models();
    settings.forEach((name, model) -> {
      problem(name, model).ifPresent(problem -> {
        throw new IllegalStateException("steward.models.%s.%s".formatted(name, problem));
      });
      slots.put(name, new Semaphore(model.inFlight(), true));
      models.put(
        name,
        model.baseUrl().isBlank()
          ? new RehearsalModel(name)
          : new OpenAiProtocolModel(name, model, outbound, json)
      );
    });
    var rehearsing = models.keySet().stream().filter(this::rehearses).toList();
    if (!rehearsing.isEmpty()) {
      log.warn(
        "No base URL is set for the models {}: the rehearsal model answers for them, which is no model at all",
        rehearsing
      );
    }
    models.put(REHEARSAL, new RehearsalModel(REHEARSAL));
    slots.put(REHEARSAL, new Semaphore(REHEARSALS_IN_FLIGHT, true));
  }

  private Optional<String> problem(String name, ModelProperties.Model model) {
    if (name.equals(REHEARSAL)) {
      return Optional.of("base-url is not for this name, which is the rehearsal model's own");
    }
    if (model.inFlight() < 1) {
      return Optional.of("in-flight must be at least 1");
    }
    if (model.expectedOutputTokens() < 0) {
      return Optional.of("expected-output-tokens must not be negative");
    }
    if (!model.baseUrl().isBlank() && !model.baseUrl().matches("https?://[^/].*")) {
      return Optional.of("base-url is no address that begins with http:// or https://");
    }
    if (!model.baseUrl().isBlank() && model.model().isBlank()) {
      return Optional.of("model is missing: the provider's name for the model");
    }
    var passed = new HashSet<String>(Set.of(name));
    for (var next = model.fallback(); next != null; next = settings.get(next).fallback()) {
      if (!settings.containsKey(next)) {
        return Optional.of("fallback leads to '%s', which is not configured".formatted(next));
      }
      if (!passed.add(next)) {
        return Optional.of("fallback leads back to '%s'".formatted(next));
      }
      if (!model.baseUrl().isBlank() && settings.get(next).baseUrl().isBlank()) {
        return Optional.of(
          "fallback leads to '%s', which has no base-url: the rehearsal must never stand in for a model".formatted(
            next
          )
        );
      }
    }
    return Optional.empty();
  }

  public boolean knows(String name) {
    return settings.containsKey(name);
  }

  /** True where scripted answers take the model's place. */
  public boolean rehearses(String name) {
    return models.get(name) instanceof RehearsalModel;
  }

  /** The model to ask when this one fails for good. */
  public Optional<String> fallback(String name) {
    return Optional.ofNullable(settings.get(name)).map(ModelProperties.Model::fallback);
  }

  /** The right to wait for one answer. */
  @FunctionalInterface
  public interface Slot extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for the right to ask; so many calls of one model are in flight at once on a node and no more.
   *
   * @return empty where none has become free in this time
   */
  public Optional<Slot> slot(String name, Duration longest) throws InterruptedException {
    var free = Objects.requireNonNull(slots.get(name), name);
    return free.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)
      ? Optional.of(free::release)
      : Optional.empty();
  }

  /**
   * What a request may cost, before it is known.
   *
   * @return of the rehearsal model, nothing
   */
  public ModelAnswer.Price estimate(String name, ModelRequest request) {
    if (rehearses(name)) {
      return new ModelAnswer.Price(0, BigDecimal.ZERO);
    }
    var model = Objects.requireNonNull(settings.get(name), name);
    var usage = new ModelAnswer.Usage(
      Math.toIntExact(Math.min(Integer.MAX_VALUE, request.tokens())),
      0,
      model.expectedOutputTokens()
    );
    return new ModelAnswer.Price(usage.tokens(), model.cost(usage));
  }

  /**
   * One attempt at an answer; retries are the caller's, who has the journal.
   *
   * @throws ModelFault where there is no usable answer
   * @throws IllegalArgumentException for a name that is not configured
   */
  public ModelAnswer answer(String name, ModelRequest request) {
    var model = models.get(name);
    if (model == null) {
      throw new IllegalArgumentException("No model is configured under the name '" + name + "'");
    }
    return genAi.chat(
      chat(name),
      () -> model.answer(request),
      answer ->
        new GenAi.Answer(
          answer.providerModel(),
          answer.finishReason(),
          answer.usage().input(),
          answer.usage().output(),
          answer.costUsd().doubleValue()
        ),
      fault -> fault instanceof ModelFault known ? known.kind().id() : "other"
    );
  }

  private GenAi.Chat chat(String name) {
    var model = settings.get(name);
    return model == null || model.baseUrl().isBlank()
      ? new GenAi.Chat(REHEARSAL, REHEARSAL, name)
      : new GenAi.Chat(
          GenAi.provider(String.valueOf(URI.create(model.baseUrl()).getHost())),
          model.model(),
          name
        );
  }
}
